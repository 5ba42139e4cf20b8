# shared by break.sh and healthy.sh; $1 = trusting | checking
mkdir -p jobs
printf '{"name": "nightly", "retries": "3", "timeout_s": 20}\n' > job.json
[ "$1" = trusting ] || printf '{"name": "nightly", "retries": 3, "timeout_s": 20}\n' > job.json
touch jobs/__init__.py
if [ "$1" = trusting ]; then cat > jobs/settings.py <<'X'
import json


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)
X
else cp "$DRILL_DIR/checked_settings.py" jobs/settings.py; fi
cat > jobs/__main__.py <<'X'
from jobs.settings import load


def budget(job):
    return (job["retries"] + 1) * job["timeout_s"]


job = load("job.json")
print("job", job["name"], "may take", budget(job), "seconds")
X
