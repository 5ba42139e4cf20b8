# A program that sends reports by mail with the standard library's email package.
"$DRILL_PYTHON" -m venv --without-pip .venv
echo '. .venv/bin/activate' > env.sh
cat > report.py <<'PY'
from email.mime.text import MIMEText

message = MIMEText("all shops are open")
message["Subject"] = "daily report"
print(message["Subject"], "is ready")
PY
helper() { printf 'SENDER = "reports@example.com"\n\n\ndef footer():\n    return "sent by " + SENDER\n' > "$1"; }
