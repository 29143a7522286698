"""Writes the configuration of a practice run: one or more shops on the sandbox."""

import os
import pathlib

APP_KEY = "practice-app-key-0001"
APP_SECRET = "practice-app-secret-0001"
REDIRECT = "http://127.0.0.1/daifa/authorized"
ERP_KEY = "10000001"
ERP_SECRET = "DemoJkySecret0001"
CHANNEL = "DF-01"

# Short on purpose, so that a day fits into half a minute. A real shop keeps the defaults.
QUICK = {
    "interval": "500ms",
    "interval_with_push": "500ms",
    "delay": "1s",
    "look_back": "1h",
    "overlap": "3s",
    "settle": "2s",
    "recheck": "5s",
    "late_arrival": "3s",
    "timeout": "2s",
    "retry": "[500ms, 1s, 2s, 4s]",
    "erp_calls": 1000,
    "connections": 8,
}


def secret_file(folder, name, text):
    path = folder / "secrets" / name
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(text + "\n")
    return path


def access_of(pair):
    """What the sandbox's issue_tokens tells of one shop, as daifad and `daifa authorize --tokens` take it."""
    return {"access_token": pair["access_token"], "refresh_token": pair["refresh_token"], "expires_in": 86_000,
            "refresh_expires_in": 2_000_000, "owner_id": pair["shop"], "owner_name": pair["shop_name"]}


# Every practice contract ships from there.
SENDER = """\
  sender:
    name: 练习工厂
    mobile: "13800000000"
    province: 浙江省
    city: 金华市
    district: 义乌市
    detail: 北苑街道练习路1688号 3号楼
"""


def write(folder, build, sandbox, shops=("factory-1",), times=None, strategy_extra="", shop_extra="",
          platform_extra="", erp_extra="", channels=None, waybill="erp", store_extra="", audit="auto", push=False):
    """Writes daifa.yaml, one file per shop, and the strategy. Shops share an ERP channel unless `channels`
    names theirs. `waybill` is where numbers come from, `audit` who audits. `push`: the sandbox's messages are
    listened to."""
    quick = {**QUICK, **(times or {})}
    folder = pathlib.Path(folder)
    (folder / "shops.d").mkdir(parents=True, exist_ok=True)
    (folder / "strategies.d").mkdir(exist_ok=True)
    key = folder / "daifa.key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(os.urandom(32).hex() + "\n")
    secret_file(folder, "pinduoduo", APP_SECRET)
    secret_file(folder, "jackyun", ERP_SECRET)
    (folder / "daifa.yaml").write_text(f"""\
store:
  url: sqlite://{folder}/daifa.db
  key: {{file: daifa.key}}
{store_extra}plugins: {{directory: "{build}/plugins"}}
admin: {{socket: "{folder}/admin.sock"}}
""")
    (folder / "strategies.d/practice.yaml").write_text(f"""\
strategy: practice
download:
  interval: {quick["interval"]}
  interval_with_push: {quick["interval_with_push"]}
  delay: {quick["delay"]}
  look_back: {quick["look_back"]}
  overlap: {quick["overlap"]}
  settle: {quick["settle"]}
  recheck: {quick["recheck"]}
audit:
  mode: {audit}
upload:
  interval: {quick["interval"]}
  parcels: all
retry: {quick["retry"]}
{strategy_extra}""")
    platform_extra += f"    push_url: {sandbox.messages('pinduoduo')}\n" if push else "    push: false\n"
    sender = ""
    if waybill == "platform":
        sender = SENDER
        platform_extra += f"    print_component: ws://127.0.0.1:{sandbox.ports['printer']}\n"
        platform_extra += "    print_timeout: 5s\n"
        platform_extra += "    custom_area_url: https://file-link.pinduoduo.com/yto_custom\n"
    for shop in shops:
        (folder / f"shops.d/{shop}.yaml").write_text(f"""\
shop: {shop}
strategy: practice
connections: {quick["connections"]}
waybill:
  source: {waybill}
{sender}platform:
  plugin: pinduoduo
  settings:
    app_key: {APP_KEY}
    app_secret: {{file: ../secrets/pinduoduo}}
    redirect_uri: {REDIRECT}
    gateway: {sandbox.gateway("pinduoduo")}/api/router
    authorize_page: {sandbox.gateway("pinduoduo")}/service-market/auth
    late_arrival: {quick["late_arrival"]}
    timeout: {quick["timeout"]}
{platform_extra}erp:
  plugin: jackyun
  channel: {(channels or {}).get(shop, CHANNEL)}
  settings:
    app_key: "{ERP_KEY}"
    app_secret: {{file: ../secrets/jackyun}}
    gateway: {sandbox.gateway("jackyun")}/open/openapi/do
    calls_per_second: {quick["erp_calls"]}
    late_arrival: {quick["late_arrival"]}
    timeout: {quick["timeout"]}
{erp_extra}{shop_extra}""")
