"""Carries out actions against a supervisord by the clients of the original, and prints what they see.

Reads one action a line and answers each with one line of JSON, a text in which what differs from run to run is masked.
Arguments: the unix socket, the directory of the daemon, and a supervisorctl to use in place of the original's, if any.
"""

import ast
import http.client
import json
import os
import re
import shlex
import socket
import subprocess
import sys
import time
import xmlrpc.client

sys.path.insert(0, "/usr/lib/python3/dist-packages")
from supervisor import supervisorctl  # noqa: E402

SOCKET, DIRECTORY = sys.argv[1], sys.argv[2]
CLIENT = sys.argv[3] if len(sys.argv) > 3 else None
PATIENCE = 60

MASKS = [
    (re.escape(DIRECTORY), "@"),
    (r"pid \d+", "pid N"),
    (r"uptime (\d+ days?, )?\d+:\d\d:\d\d", "uptime T"),
    (r"[A-Z][a-z]{2} \d\d \d\d:\d\d [AP]M", "DATE"),
    (r"(-std(out|err)---supervisor-)\w{8}\.log", r"\1RANDOM.log"),
    (r"file: \S+ line: \d+", "file: F line: L"),
    (r"(?m)^[1-9]\d*$", "N"),
    (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}", "TIME"),
]
VARYING = ("pid", "start", "stop", "now")


class Connection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(PATIENCE)
        self.sock.connect(SOCKET)


class Transport(xmlrpc.client.Transport):
    def make_connection(self, host):
        return Connection("localhost")


def proxy():
    return xmlrpc.client.ServerProxy("http://localhost", transport=Transport(), allow_none=True)


def mask_text(text):
    for pattern, replacement in MASKS:
        text = re.sub(pattern, replacement, text)
    return text


def mask(value):
    if isinstance(value, dict):
        return {
            key: ("N" if part else 0) if key in VARYING and isinstance(part, int) else mask(part)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [mask(part) for part in value]
    return mask_text(value) if isinstance(value, str) else value


def in_order(value):
    """An array whose order is that of events that happen at the same time."""
    return sorted(value, key=repr) if isinstance(value, list) else value


def rpc(words, is_sorted):
    method, _, arguments = words.partition(" ")
    function = proxy()
    for part in method.split("."):
        function = getattr(function, part)
    try:
        result = function(*ast.literal_eval(arguments.strip() or "[]"))
    except xmlrpc.client.Fault as fault:
        return "fault %d %s" % (fault.faultCode, mask_text(fault.faultString))
    except xmlrpc.client.ProtocolError as error:
        return "HTTP %d" % error.errcode
    except Exception as error:
        return type(error).__name__
    if method == "supervisor.getPID":
        return "N" if result > 1 else repr(result)
    return repr(mask(in_order(result) if is_sorted else result))


def own_ctl(arguments, typed):
    words = [CLIENT, "-c", os.path.join(DIRECTORY, "supervisor.toml"), "-s", "unix://" + SOCKET] + shlex.split(arguments)
    run = subprocess.run(words, input=typed or "", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=PATIENCE)
    return run.returncode, run.stdout


def original_ctl(arguments, typed):
    """Runs supervisorctl as it stands in the package, in a process of its own that needs no start of an interpreter."""
    read, write = os.pipe()
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(source, 0)
        os.dup2(write, 1)
        os.dup2(write, 2)
        for descriptor in (read, write, source, sink):
            os.close(descriptor)
        status = 0
        sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")
        try:
            supervisorctl.main(["-c", os.path.join(DIRECTORY, "ctl.conf")] + shlex.split(arguments))
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        except BaseException as error:
            print("%s: %s" % (type(error).__name__, error))
            status = 99
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    os.close(write)
    os.close(source)
    os.write(sink, (typed or "").encode())
    os.close(sink)
    with open(read, encoding="utf-8", errors="replace", newline="") as stream:
        text = stream.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), text


def ctl(arguments, is_sorted, typed=None):
    status, text = (own_ctl if CLIENT else original_ctl)(arguments, typed)
    lines = mask_text(text).splitlines()
    return "\n".join(["exit %d" % status] + (sorted(lines) if is_sorted else lines))


def wait(words):
    name, *states = words.split()
    end = time.monotonic() + PATIENCE
    state = None
    while time.monotonic() < end:
        try:
            state = proxy().supervisor.getProcessInfo(name)["statename"]
        except (OSError, xmlrpc.client.Error, http.client.HTTPException):
            state = "none"
        if state in states:
            return state
        time.sleep(0.05)
    return "waited in vain, it is " + str(state)


def gone():
    """Waits until the daemon has removed its socket, which it does last."""
    end = time.monotonic() + PATIENCE
    while os.path.exists(SOCKET) and time.monotonic() < end:
        time.sleep(0.05)
    return "there" if os.path.exists(SOCKET) else "gone"


def read_file(words):
    """A file of the daemon's directory, once it contains a text."""
    name, _, text = words.partition(" ")
    text = ast.literal_eval(text or "''")
    end = time.monotonic() + PATIENCE
    content = ""
    while time.monotonic() < end:
        try:
            with open(os.path.join(DIRECTORY, name), encoding="utf-8", errors="replace", newline="") as stream:
                content = stream.read()
            if text in content:
                break
        except FileNotFoundError:
            content = "no file"
        time.sleep(0.05)
    return mask_text(content)


def post(body):
    """What a body comes to that xmlrpc.client would not send: the status and the answer."""
    connection = Connection("localhost")
    try:
        connection.request("POST", "/RPC2", ast.literal_eval(body).encode("utf-8"), {"Content-Type": "text/xml"})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        return "%d %s %s" % (answer.status, answer.getheader("Content-Type"), mask_text(text))
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()


def carry_out(line):
    verb, _, words = line.partition(" ")
    is_sorted = verb.endswith("~")
    verb = verb.rstrip("~")
    if verb == "rpc":
        return rpc(words, is_sorted)
    if verb == "ctl":
        return ctl(words, is_sorted)
    if verb == "shell":
        return ctl("", is_sorted, ast.literal_eval(words))
    if verb == "wait":
        return wait(words)
    if verb == "gone":
        return gone()
    if verb == "file":
        return read_file(words)
    if verb == "post":
        return post(words)
    raise ValueError(line)


for line in sys.stdin:
    print(json.dumps(carry_out(line.rstrip("\n"))), flush=True)
