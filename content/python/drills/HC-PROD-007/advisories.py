"""A vulnerability service with one advisory, for `pip-audit -s osv --osv-url`; prints its port."""
import http.server
import json

ADVISORY = {
    "id": "GHSA-pr7c-22kx-9wfm", "modified": "2024-05-01T00:00:00Z", "published": "2024-05-01T00:00:00Z", "summary": "header injection in parcel-http",
    "details": "parcel-http before 1.2.1 passes line ends in header values on.", "aliases": [],
    "affected": [{"package": {"name": "parcel-http", "ecosystem": "PyPI"},
                  "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2.1"}]}],
                  "versions": ["1.2.0"]}],
}


class Service(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        bad = asked["package"]["name"] == "parcel-http" and asked["version"] == "1.2.0"
        body = json.dumps({"vulns": [ADVISORY]} if bad else {}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Service)
print(server.server_port, flush=True)
server.serve_forever()
