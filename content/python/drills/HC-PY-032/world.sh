world() {
  cat > report.py <<'PY'
import argparse


def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--month", required=True)
    parser.add_argument("--out-file", default="report.csv")
    args = parser.parse_args(argv)
    print("month", args.month, "to", args.out_file)


if __name__ == "__main__":
    main()
PY
  printf '# Monthly report\n\nRun it on the first of the month:\n\n    python3 report.py --month 05 --output may.csv\n' > README.md
  printf '#!/bin/sh\nexec python3 report.py --month 05 --output may.csv\n' > nightly.sh
}
alias_option() { sed -i 's/"--out-file", default/"--out-file", "--output", default/' report.py; }
