"""Walks the platform's authorize pages as a browser would: opens, fills in the forms, submits."""

import html.parser
import http.client
import urllib.parse

from .processes import Failed


class Form(html.parser.HTMLParser):
    """The first form of a page: where it goes and its fields."""

    def __init__(self):
        super().__init__()
        self.action = None
        self.method = "GET"
        self.fields = {}
        self.open = False

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form" and self.action is None:
            self.action = given.get("action", "")
            self.method = given.get("method", "get").upper()
            self.open = True
        elif self.open and tag in ("input", "button") and given.get("name"):
            # Of several buttons a person presses one: the first is the one that agrees.
            if tag == "button" or given.get("type") == "submit":
                self.fields.setdefault(given["name"], given.get("value", ""))
            elif given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self.fields[given["name"]] = given.get("value", "")
            elif given.get("type") == "checkbox":
                self.fields[given["name"]] = given.get("value", "on")

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = False


class Browser:
    """Keeps cookies and follows nothing by itself: the caller sees every redirect."""

    def __init__(self):
        self.cookies = {}

    def send(self, method, address, fields=None):
        parts = urllib.parse.urlsplit(address)
        connection = http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=30)
        target = parts.path + ("?" + parts.query if parts.query else "")
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} if self.cookies else {}
        body = None
        if fields is not None and method == "POST":
            body = urllib.parse.urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, target, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name.strip()] = value.strip()
        return answer.status, answer.headers.get("Location"), text


def authorize(address, login, password):
    """Logs in, consents, and returns the address the platform redirects to."""
    browser = Browser()
    status, location, page = browser.send("GET", address)
    for _ in range(5):
        if status in (301, 302, 303, 307) and location:
            target = urllib.parse.urljoin(address, location)
            if "code=" in target:
                return target
            status, location, page = browser.send("GET", target)
            continue
        form = Form()
        form.feed(page)
        if form.action is None:
            raise Failed(f"the authorize page has no form (HTTP {status})")
        fields = dict(form.fields)
        for name in fields:
            if name in ("login", "username", "account", "user"):
                fields[name] = login
            elif name == "password":
                fields[name] = password
        address = urllib.parse.urljoin(address, form.action)
        status, location, page = browser.send(form.method, address, fields)
    raise Failed("the authorize pages do not come to an end")
