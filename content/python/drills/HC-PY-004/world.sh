# A mirror (outside the project) has the wheel for two machines, the wheelhouse gets one of them.
"$DRILL_PYTHON" -m venv .venv
printf '. .venv/bin/activate\nexport PIP_FIND_LINKS="$HOME/mirror"\n' > env.sh
mkdir -p wheelhouse
case "$(uname -m)" in x86_64|amd64) foreign=aarch64 own=x86_64 ;; *) foreign=x86_64 own=$(uname -m) ;; esac
tag=$("$DRILL_PYTHON" -c 'import sys; print("cp%d%d" % sys.version_info[:2])')
platform() { case "$(uname -s)" in Darwin) echo "macosx_11_0_${1/aarch64/arm64}" ;; *) echo "linux_$1" ;; esac; }
for machine in $foreign $own; do
  "$DRILL_PYTHON" "$DRILL_LIB/mkwheel.py" fastcrc 1.0 --file "fastcrc/__init__.py=MACHINE = '$machine'\\n" \
    --tag "$tag-$tag-$(platform $machine)" --dest "$HOME/mirror" > /dev/null
done
