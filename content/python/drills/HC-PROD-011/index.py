"""A package index like one behind an overloaded proxy: big files stop half way. Prints its port."""
import http.server
import os
import sys
import time

FOLDER = sys.argv[1]


class Index(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        name = self.path.strip("/").split("/")[-1].split("#")[0]
        if name.endswith(".whl"):
            data = open(os.path.join(FOLDER, name), "rb").read()
            kind = "application/octet-stream"
        else:
            links = [f for f in os.listdir(FOLDER) if f.lower().replace("_", "-").startswith(name + "-")]
            data = "".join('<a href="/files/{0}">{0}</a>'.format(f) for f in links).encode()
            kind = "text/html"
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[:1 << 20])
        if len(data) > 1 << 20:
            self.wfile.flush()
            time.sleep(20)

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Index)
server.daemon_threads = True
print(server.server_port, flush=True)
server.serve_forever()
