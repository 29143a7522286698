"""Starts and stops daifad and daifa-sandbox, and speaks to both."""

import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.parse


# Sanitizer builds take several times as long.
SLOW = float(os.environ.get("DAIFA_SLOW", "1"))


class Failed(Exception):
    """A practice run that can't go on; the text says why and where to look."""


def wait_for(what, condition, seconds=30.0, step=0.02):
    """Polls until `condition` returns something true, and returns that."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Failed(f"waited {seconds:.0f} s in vain for: {what}")
        time.sleep(step)


class Program:
    """One process whose output goes to a log file."""

    def __init__(self, name, arguments, log, environment=None):
        self.name = name
        self.arguments = [str(a) for a in arguments]
        self.log = pathlib.Path(log)
        self.environment = environment
        self.user = {}  # Arguments of Popen that say who runs it; ourselves without any.
        self.process = None

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.arguments, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment,
                **self.user
            )

    def check_alive(self):
        if self.process is not None and self.process.poll() is not None:
            raise Failed(f"{self.name} ended with {self.process.returncode}; see {self.log}")

    def kill(self):
        """As a power cut: no chance to say anything."""
        self.process.kill()
        self.process.wait()

    def stop(self, seconds=30):
        if self.process is None or self.process.poll() is not None:
            return 0 if self.process is None else self.process.returncode
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds * SLOW)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise Failed(f"{self.name} did not end within {seconds} s of SIGTERM; see {self.log}")


def request_json(connection, method, path, body=None):
    """Sends one request on a fresh connection; returns status and parsed answer."""
    payload = None if body is None else json.dumps(body)
    headers = {"Content-Type": "application/json"} if payload else {}
    try:
        connection.request(method, path, payload, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
    finally:
        connection.close()
    return answer.status, json.loads(text) if text.strip() else {}


class Sandbox(Program):
    """daifa-sandbox with ports of its own choice."""

    def __init__(self, build, folder, seed=1, arguments=()):
        self.ports_file = pathlib.Path(folder) / "sandbox-ports.json"
        super().__init__(
            "daifa-sandbox",
            [build / "bin/daifa-sandbox", "--ports-file", self.ports_file, "--seed", seed, *arguments],
            pathlib.Path(folder) / "sandbox.log",
        )
        self.ports = {}

    def start(self):
        self.ports_file.unlink(missing_ok=True)
        super().start()

        def ports():
            self.check_alive()
            return self.ports_file.exists()

        wait_for("the sandbox's ports", ports, 30 * SLOW)
        self.ports = json.loads(self.ports_file.read_text())

    def call(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.ports["control"], timeout=60)
        status, answer = request_json(connection, method, path, body)
        if status != 200:
            raise Failed(f"sandbox {path}: {status} {answer}")
        return answer

    def platform(self, action, /, **arguments):
        return self.call("POST", f"/control/platform/{action}", arguments)

    def erp(self, action, /, **arguments):
        return self.call("POST", f"/control/erp/{action}", arguments)

    def faults(self, **arguments):
        return self.call("POST", "/faults", arguments)

    def truth(self, only=None):
        return self.call("GET", "/truth" + (f"?only={only}" if only else ""))

    def gateway(self, front):
        return f"http://127.0.0.1:{self.ports[front]}"

    def messages(self, front):
        return f"ws://127.0.0.1:{self.ports[front + '-messages']}"

    def mischief(self, action="mischief", /, **arguments):
        """What goes wrong with the platform's messages."""
        return self.call("POST", f"/control/messages/{action}", arguments)


class UnixConnection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path, timeout=30):
        super().__init__("localhost", timeout=timeout)
        self.socket_path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.socket_path)


class Daifad(Program):
    """The daemon on a folder that holds its configuration and ledger."""

    def __init__(self, build, folder, environment=None):
        folder = pathlib.Path(folder)
        super().__init__(
            "daifad",
            [build / "bin/daifad", "--config", folder / "daifa.yaml"],
            folder / "daifad.log",
            environment,
        )
        self.socket = folder / "admin.sock"

    def start(self, wait=True):
        super().start()
        if wait:
            self.wait_ready()

    def wait_ready(self, seconds=30):
        def answers():
            self.check_alive()
            try:
                return self.call("GET", "/v1/status")[0] == 200
            except (OSError, http.client.HTTPException):
                return False

        wait_for("daifad's admin socket", answers, seconds * SLOW)

    def call(self, method, path, body=None):
        return request_json(UnixConnection(self.socket), method, path, body)

    def get(self, path, **query):
        text = "?" + urllib.parse.urlencode(query) if query else ""
        status, answer = self.call("GET", path + text)
        if status != 200:
            raise Failed(f"daifad {path}: {status} {answer}")
        return answer

    def post(self, path, body=None):
        status, answer = self.call("POST", path, body or {})
        if status != 200:
            raise Failed(f"daifad {path}: {status} {answer}")
        return answer

    def orders(self, shop):
        """Every order of the shop in the ledger, by its name."""
        found = {}
        after = ""
        while True:
            query = {"limit": 500}
            if after:
                query["after"] = after
            page = self.get(f"/v1/shops/{shop}/orders", **query)
            for row in page["orders"]:
                found[row["order"]] = row
            after = page.get("next", "")
            if not after:
                return found


def run_daifa(build, folder, *arguments, check=True):
    """Runs the daifa command; returns the finished process."""
    done = subprocess.run(
        [str(build / "bin/daifa"), "--config", str(pathlib.Path(folder) / "daifa.yaml"), *map(str, arguments)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    if check and done.returncode != 0:
        raise Failed(f"daifa {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done
