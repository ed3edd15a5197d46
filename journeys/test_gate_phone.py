"""The gate keeper's phone in a real browser: a day without a network, a dead battery, lost answers, a second phone."""

import json
import re
import signal
import time
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import psutil
import pytest
import qrcode
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse

from fengsui.cast import EVENING, FOUNDED, _person
from journeys.conftest import FLAGS, Walker

pytestmark = pytest.mark.django_db(transaction=True)
HOME = "/gates/phone/"
VECTORS = Path("fengsui/frontline/gates/tests/vectors.json")
EXCUSED = r"ERR_(INTERNET|CONTENT|NETWORK|FAILED|ABORTED|EMPTY)|status of (4|5)\d\d"
SIZES = {"large": {"width": 390, "height": 844}, "small": {"width": 360, "height": 640}}
CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
ROOMS = [f"{floor}0{door}" for floor in range(1, 6) for door in (1, 2)]
FAMILIES, NAMES = "王李张刘陈杨赵黄周吴", "伟芳娜敏静"


@pytest.fixture
def runner(units):
    """Who runs the county's gates: its leader."""
    return _person(units, "旗局长", "county", "leader")


@pytest.fixture
def gate(units, runner):
    """The north gate of an estate: sixty people in six houses, one or two in a room."""
    from fengsui.frontline.gates.actions import regulars
    from fengsui.frontline.gates.models import Gate
    from fengsui.frontline.gates.queries import regulars as known
    from fengsui.frontline.gates.roll import Entry
    from fengsui.ground.org.models import Station

    names = [FAMILIES[n % 10] + NAMES[n % 5] + NAMES[n // 12] for n in range(60)]
    rooms = [ROOMS[n % 10 if n % 4 else max(0, n % 10 - 1)] for n in range(60)]
    rows = {n: Entry(names[n], f"{n // 10 + 1}号楼", rooms[n], f"{1000 + n}") for n in range(60)}
    regulars.add(units["county"], rows, by=runner)
    station = Station.objects.create(unit=units["county"], name="东风小区北门", capacity=2)
    gate = Gate.objects.create(
        station=station, unit=units["county"], kind="community", buildings=["1号楼"], since=FOUNDED
    )
    gate.people = known.since(units["county"], 0)["rows"]
    return gate


@pytest.fixture
def code(gate, runner):
    """A new code of the gate's leader."""
    from fengsui.frontline.gates.actions import binding

    cache.clear()  # how often this address tried
    return lambda hours=3: binding.invite(gate, until=EVENING + timedelta(hours=hours), by=runner)


class Phone(Walker):
    """A phone in a glove: taps and looks."""

    def __init__(self, page, base):
        super().__init__(page, base)
        page.set_default_timeout(8000)

    def tap(self, *where):
        for one in where:
            self.page.click(one, no_wait_after=True)
        return self

    def at(self, screen):
        self.page.wait_for_selector(f"body[data-screen={screen}]")
        return self

    def until(self, said, *given):
        """Ask until it is so: the policy of the page lets nothing be evaluated in it again and again."""
        for _n in range(160):
            if self.page.evaluate(said, *given):
                return self
            self.page.wait_for_timeout(50)
        raise AssertionError(said)

    def bind(self, code, label="兴安 2"):
        self.open(f"{HOME}#{code}")
        self.page.fill("#label", label)
        self.tap("#bind").at("home")
        return self.until("Boolean(navigator.serviceWorker.controller)")

    def let(self, who):
        """Three taps for a known person, and one to go on."""
        self.tap(f".tile:has-text('{who['building']}')", f"[data-who='{who['id']}']", "#through").at("result").tap(
            "#next"
        ).at("home")

    def plate(self, plate):
        self.tap("[data-value=vehicle]", *(f'.plates >> text="{key}"' for key in plate), "#plate-done", "#through").at(
            "result"
        ).tap("#next")

    def warm(self, steps):
        for _n in range(steps):
            self.page.locator(".step").nth(1).dispatch_event("click", {"detail": 0})

    def fever(self, who, first=10, more=2):
        self.tap(f".tile:has-text('{who['building']}')", f"[data-who='{who['id']}']")
        self.warm(first)
        self.tap("#through").at("again").warm(more)
        self.page.wait_for_timeout(450)  # the second tap of a double one does not count
        self.tap("#second").at("fever")

    def kept(self):
        """The rows and the totals on the phone, plainly."""
        return self.page.evaluate(KEPT)

    def waiting(self, n):
        return self.until(f"async n => (await ({KEPT})()).rows.filter(row => row.state === 'queued').length === n", n)

    def arrived(self):
        """Nothing waits, and nothing came back."""
        said = f"async () => (await ({KEPT})()).rows.every(row => !['queued', 'refused'].includes(row.state))"
        return self.until(said)


KEPT = """() => new Promise(yes => { const open = indexedDB.open("gates-phone"); open.onsuccess = () => {
  const tx = open.result.transaction(["records", "keep"]);
  const rows = tx.objectStore("records").getAll(), totals = tx.objectStore("keep").get("totals"), bindings = open.result.objectStoreNames;
  tx.oncomplete = () => { open.result.close(); yes({totals: totals.result, rows: rows.result.map(row => ({...row, sealed: String(row.sealed?.data)}))}); };
}; })"""


@pytest.fixture
def phone(chromium, live_server):
    """`phone("small", "en")`: a new phone. At the end nobody may have complained but of what is excused."""
    opened = []

    def new(size="large", language="zh", look="day", **more):
        locale = "en-US" if language == "en" else "zh-CN"
        context = chromium.new_context(
            viewport=SIZES[size], has_touch=True, locale=locale, reduced_motion="reduce", **more
        )
        context.add_init_script(f"try {{ localStorage.setItem('gates.look', '{look}') }} catch {{}}")
        opened.append(Phone(context.new_page(), live_server.url))
        return opened[-1]

    yield new
    for one in opened:
        one.page.context.close()
    _quiet()
    assert [said for one in opened for said in one.complaints if not re.search(EXCUSED, said)] == []


def _quiet():
    """What a phone was in the middle of when it was closed is over on the server too."""
    for _n in range(100):
        with connection.cursor() as cursor:
            cursor.execute(
                "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            )
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.05)


def passages(gate):
    from fengsui.frontline.gates.queries import store

    return list(store.of_gate(gate, EVENING.date()))


def tally(gate):
    from fengsui.frontline.gates.models import Tally

    rows = Tally.objects.filter(gate=gate)
    return sum(row.passages for row in rows), sum(row.people for row in rows)


def _battery_dies(profile):
    """The browser of a profile ends without a word."""
    for process in psutil.process_iter(["cmdline"]):
        line = process.info["cmdline"] or []
        if f"--user-data-dir={profile}" in line and not any(one.startswith("--type=") for one in line):
            process.send_signal(signal.SIGKILL)
            process.wait(10)


def test_a_day_without_a_network_and_a_dead_battery(chromium, live_server, gate, code, tmp_path):
    from fengsui.frontline.gates.models import Alert

    begin = partial(
        chromium.browser_type.launch_persistent_context, tmp_path, executable_path="/usr/bin/chromium", args=FLAGS,
        viewport=SIZES["large"], has_touch=True, locale="zh-CN", reduced_motion="reduce",
    )  # fmt: skip
    context = begin()
    one = Phone(context.pages[0], live_server.url).bind(code())
    context.set_offline(offline=True)
    for who in gate.people[:-1]:
        one.let(who)
    for n in range(3):
        one.plate(f"蒙D1234{n}")
    one.tap("[data-value=home]").fever(gate.people[-1])
    assert one.kept()["totals"]["registered"] == 63
    one.page.evaluate("document.querySelector('[data-step=isolated]').click()")  # and in this moment …
    _battery_dies(tmp_path)
    context = begin(offline=True)
    again = Phone(context.pages[0], live_server.url)
    again.open(HOME)
    again.at("home")
    kept = again.kept()
    assert len([row for row in kept["rows"] if row["t"] == "passage"]) == kept["totals"]["registered"] == 63
    assert again.page.inner_text("#queue").startswith("待上传6")
    assert "发热" in again.page.inner_text(".strips")
    again.tap(".strip.tone-bad", "[data-step=clinic]").at("home")
    context.set_offline(offline=False)
    again.waiting(0)
    assert (len(passages(gate)), tally(gate)) == (63, (63, 63))
    alert = Alert.objects.get(gate=gate, kind="fever")
    assert "clinic" in alert.steps.values_list("kind", flat=True)
    assert alert.closed_at
    assert [row.heat_again for row in passages(gate) if row.heat_again] == [377]
    assert again.page.inner_text("#queue") == "已全部上传"
    assert not [said for said in one.complaints + again.complaints if not re.search(EXCUSED, said)]
    context.close()


def test_what_is_kept_is_sealed_and_purged(phone, gate, code):
    one = phone()
    one.bind(code())
    one.page.context.set_offline(True)
    one.tap(".bar >> text=访客").page.fill("#name", "来访人")
    one.tap("#through").at("result").tap("#next").at("home")
    (row,) = one.kept()["rows"]
    assert row["sealed"] == "[object ArrayBuffer]"
    assert "来访人" not in json.dumps(row, ensure_ascii=False)
    assert one.page.evaluate(EXPORTED) is False
    one.page.context.set_offline(False)
    one.waiting(0)
    one.tap(".bar >> text=今日")
    assert "来访人" not in one.page.inner_text("main")


EXPORTED = """() => new Promise(yes => { const open = indexedDB.open("gates-phone"); open.onsuccess = () => {
  const asked = open.result.transaction("keep").objectStore("keep").get("key");
  asked.onsuccess = () => { open.result.close(); yes(asked.result.extractable); };
}; })"""


def test_lost_answers_double_nothing(phone, gate, code, monkeypatch):
    from fengsui.frontline.gates.views import phone as doors

    lost, real = [], doors._answer  # noqa: SLF001 - what is lost on the way

    def lose(told, status=200):
        if len(lost) < 2 and hasattr(told, "results"):
            lost.append(told)
            return HttpResponse(b'{"now": "20', status=200, content_type="application/json")
        return real(told, status)

    monkeypatch.setattr(doors, "_answer", lose)
    one = phone()
    one.bind(code())
    for who in gate.people[:5]:
        one.let(who)
    for _n in range(8):
        one.tap("#queue", "#send").page.wait_for_timeout(150)
        one.tap(".title .round")
    one.waiting(0)
    assert len(lost) == 2
    assert len(passages(gate)) == tally(gate)[0] == 5


def test_taking_back_before_and_after(phone, gate, code):
    one = phone()
    one.bind(code())
    one.page.context.set_offline(True)
    one.tap(f".tile:has-text('{gate.people[0]['building']}')", "[data-who] >> nth=0", "#through").at("result").tap(
        "#undo"
    ).at("home")
    assert (one.kept()["rows"], one.kept()["totals"]["registered"]) == ([], 0)
    one.let(gate.people[0])
    one.page.context.set_offline(False)
    one.waiting(0)
    one.tap(".bar >> text=今日", "[data-entry=sent]", "[data-undo='Wrong person']").at("list")
    one.page.wait_for_selector("[data-entry].gone")
    one.waiting(0)
    assert (passages(gate), tally(gate)[0]) == ([], 0)
    assert one.kept()["totals"]["registered"] == 1  # it was made, and arrived


def test_a_second_phone_goes_on_where_the_first_stopped(phone, gate, code):
    from fengsui.frontline.gates.models import Handover

    first, second = phone(), phone("small", "en")
    first.bind(code())
    first.let(gate.people[0])
    first.tap("[data-value=count]", *["[data-count=in]"] * 4, "[data-less=in]", "[aria-label=更多]").page.click(
        "text=交接给"
    )
    first.page.fill("#sheets", "17 18")
    first.tap("#give").page.wait_for_selector(".said")  # put down, and only then waited for
    first.waiting(0)
    row = Handover.objects.get()
    assert (row.registered, row.people, row.sheets) == (2, 4, [17, 18])
    second.bind(code(), "Xing'an 3")
    said = f"FH1|{str(row.device_id)[:8]}|2|4|0|17,18"
    second.tap("[aria-label=More]").page.click("text=Hand over to")
    second.tap(".bar >> text=Scan").page.fill("#typed", said)
    second.tap("#read").at("handover")
    assert "2 records, 4 persons" in second.page.inner_text("main")
    second.tap(".title .round").at("home").let(gate.people[0])
    second.waiting(0)
    assert tally(gate) == (3, 5)
    second.tap("[aria-label=More]").page.click("text=End here")
    second.tap("#erase").at("welcome")
    assert second.kept() == {"rows": [], "totals": None}


def test_a_locked_phone_wipes_itself(phone, gate, code, runner):
    from fengsui.frontline.gates.actions import binding
    from fengsui.frontline.gates.models import Device

    one = phone()
    one.bind(code())
    one.page.context.set_offline(True)
    one.let(gate.people[0])
    binding.lock(Device.objects.get(), by=runner, reason="丢失")
    one.page.context.set_offline(False)
    one.at("locked")
    assert one.kept() == {"rows": [], "totals": None}
    one.wholesome()
    one.open(HOME)
    one.at("welcome")


def test_a_new_version_waits_for_the_end_of_an_entry_and_loses_nothing(phone, gate, code, monkeypatch):
    from fengsui.frontline.gates.views import app

    one = phone()
    one.bind(code())
    one.page.context.set_offline(True)
    one.let(gate.people[0])
    one.page.context.set_offline(False)
    newer = {**app.files(), "base.js": app.files()["base.js"] + b"\n// newer\n"}
    monkeypatch.setattr(app, "files", lambda: newer)
    app.version.cache_clear()
    try:
        one.tap(f".tile:has-text('{gate.people[1]['building']}')", "[data-who] >> nth=1").at("card")
        one.page.evaluate("navigator.serviceWorker.getRegistration().then(one => one.update())")
        one.page.wait_for_selector(".strip:has-text('有新版本')")
        old = one.page.get_attribute("body", "data-version")
        one.tap("#through").at("result").tap("#next").at("home").tap(".strip:has-text('有新版本')")
        one.page.wait_for_selector(f"body:not([data-version='{old}'])")
        one.at("home").waiting(0)
        assert one.page.get_attribute("body", "data-version") == app.version()
        assert tally(gate)[0] == 2
    finally:
        monkeypatch.undo()
        app.version.cache_clear()


def test_a_gate_closes_at_its_hour_without_a_network(phone, gate, code):
    one = phone()
    one.bind(code())
    one.page.context.set_offline(True)
    version = one.page.get_attribute("body", "data-version")
    hours = [(EVENING - timedelta(days=1), "registration"), (EVENING + timedelta(minutes=30), "closed")]
    policy = json.dumps([{"since": since.isoformat(), "form": form} for since, form in hours])
    one.page.evaluate(
        f"import('{HOME}app/{version}/model.js').then(m => {{ m.model.state.policy = {policy}; m.changed(); }})"
    )
    assert "19:00起封闭" in one.page.inner_text(".strips")
    one.tap(f".tile:has-text('{gate.people[0]['building']}')", "[data-who] >> nth=0")
    assert one.page.is_visible("#through")
    later = int((EVENING + timedelta(minutes=31)).timestamp() * 1000)
    one.page.evaluate(f"import('{HOME}app/{version}/clock.js').then(clock => clock.set({later}))")
    one.page.wait_for_selector("#away")
    assert "门岗已封闭" in one.page.inner_text("main")
    one.tap("#away").at("result")
    assert one.kept()["rows"][0]["outcome"] == "refused"


def test_after_its_hours_it_sends_and_registers_no_more(phone, gate, code):
    one = phone("small", "en")
    one.bind(code(1))
    one.page.context.set_offline(True)
    one.let(gate.people[0])
    version = one.page.get_attribute("body", "data-version")
    for hours, words in ((1.5, "The shift ended at 19:30"), (2.1, "The shift is over")):
        later = int((EVENING + timedelta(hours=hours)).timestamp() * 1000)
        one.page.evaluate(f"import('{HOME}app/{version}/clock.js').then(clock => clock.set({later}))")
        one.page.wait_for_selector(f"body:has-text('{words}')")
    one.wholesome()
    one.page.context.set_offline(False)
    one.waiting(0)
    assert tally(gate)[0] == 1


def test_what_came_back_is_put_right_and_sent_again(phone, gate, code):
    from fengsui.frontline.gates.models import Regular

    one = phone("small", "en", "night")
    one.bind(code())
    Regular.objects.filter(pk=gate.people[0]["id"]).delete()
    one.let(gate.people[0])
    one.page.wait_for_selector("#queue:has-text('1 came back')")
    one.tap("#queue").page.click("text=Put right")
    one.tap("[data-entry=refused]").at("entry")
    assert "visitor" in one.page.inner_text(".verdict")
    one.wholesome()
    one.tap("#again").arrived()
    assert [row.building for row in passages(gate)] == [gate.people[0]["building"]] or len(passages(gate)) == 1


def test_wechat_private_windows_and_plain_http_are_told_apart(phone, gate, code):
    wechat = phone(user_agent="Mozilla/5.0 (Linux; Android 10) Chrome/86 MicroMessenger/8.0")
    wechat.bind(code())
    assert "在浏览器打开" in wechat.page.inner_text(".strips")
    wechat.let(gate.people[0])
    wechat.wholesome()
    for name, words in (("window.indexedDB", "不能保存"), ("Crypto.prototype.subtle", "不安全")):
        one = phone()
        owner, what = name.rsplit(".", 1)
        one.page.add_init_script(f"Object.defineProperty({owner}, '{what}', {{value: undefined}})")
        one.open(HOME)
        assert words in one.at("trouble").page.inner_text("main")
        one.wholesome()


def test_a_pass_is_read_as_the_server_reads_it(phone, gate, code):
    told = json.loads(VECTORS.read_text(encoding="utf-8"))
    one = phone()
    one.open(HOME)
    version = one.page.get_attribute("body", "data-version")
    found = one.page.evaluate(JUDGED, [told, f"{HOME}app/{version}/rules.js"])
    assert found["cards"] == [row["card"] for row in told["passes"]]
    assert found["reasons"] == [row["reason"] for row in told["judged"]]


JUDGED = """async ([told, url]) => { const rules = await import(url); const cards = [];
  for (const row of told.passes) cards.push((await rules.readPass(row.text, {pass_key: told.key, revoked: row.revoked, gate: {id: row.gate}}, row.now * 1000)).card);
  return {cards, reasons: told.judged.map(row => rules.judge(row.form, row.way, row.card, row.permitted))}; }"""


def film(text, path):
    """A camera that sees a QR code: a video of one picture."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    dots, size = code.get_matrix(), 480
    scale = size // len(dots)
    line = [
        bytes(0 if dot else 255 for dot in row for _n in range(scale)).ljust(640, b"\xff")
        for row in dots
        for _n in range(scale)
    ]
    picture = b"".join(line).ljust(640 * size, b"\xff") + b"\x80" * (640 * size // 2)
    path.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n" + (b"FRAME\n" + picture) * 2)


def test_a_bad_pass_is_left_out_of_what_is_registered_without_it(phone, gate, code):
    from fengsui.frontline.gates import cards

    over = int((EVENING - timedelta(hours=1)).timestamp())
    said = cards.write(cards.Text(UUID(int=7), UUID(gate.people[4]["id"]), over), cards.key())
    one = phone()
    one.bind(code()).tap(".outline").at("scan").page.fill("#typed", said)
    one.tap("#read").at("pass").tap("#without").at("card")
    assert one.page.locator(".verdict").count() == 0
    one.tap("#through").at("result").arrived()
    assert [str(row.who) for row in passages(gate)] == [gate.people[4]["id"]]
    one.tap("#next").at("home").tap(".outline").at("scan").page.fill("#typed", "FS1.x.y")
    one.tap("#read").at("pass").tap("#without").at("visitor")  # nobody's: somebody whom the gate does not know


def test_the_camera_reads_a_pass(chromium, live_server, gate, code, tmp_path):
    from fengsui.frontline.gates import cards

    until = int((EVENING + timedelta(hours=1)).timestamp())
    film(cards.write(cards.Text(UUID(int=7), UUID(gate.people[4]["id"]), until), cards.key()), tmp_path / "pass.y4m")
    seen = f"--use-file-for-fake-video-capture={tmp_path / 'pass.y4m'}"
    browser = chromium.browser_type.launch(executable_path="/usr/bin/chromium", args=[*FLAGS, *CAMERA, seen])
    one = Phone(
        browser.new_context(viewport=SIZES["large"], locale="zh-CN", permissions=["camera"]).new_page(), live_server.url
    )
    one.bind(code()).tap(".outline").at("card")
    assert gate.people[4]["name"] in one.page.inner_text("main")
    assert "有效" in one.page.inner_text(".verdict")
    one.tap("#through").at("result").waiting(0)
    assert [str(row.who) for row in passages(gate)] == [gate.people[4]["id"]]
    assert not one.complaints
    browser.close()


@pytest.mark.parametrize(
    ("size", "language", "look"), [("large", "zh", "day"), ("small", "en", "night"), ("small", "zh", "sun")]
)
def test_every_screen_fits_and_can_be_used_by_anybody(phone, gate, code, size, language, look):
    one = phone(size, language, look, permissions=["camera"])
    one.bind(code()).wholesome()
    for path in (
        [".tile >> nth=0"], [".row >> nth=0"], ["#through"], ["#next", ".pair .wide >> nth=0"], [".title .round", ".pair .wide >> nth=1"],
        [".bar .big"], [".title .round", "[data-value=vehicle]"], *[[f'.plates >> text="{key}"'] for key in "蒙D"],
        [*(f'.plates >> text="{key}"' for key in "12345"), "#plate-done"], [".title .round", *["[aria-label=删除],[aria-label=Erase]"] * 7, "[data-value=count]"],
        ["[data-value=home]", ".bar .big >> nth=1"], [".title .round", ".bar .big >> nth=2"], ["[data-entry]"], ["#queue"], [".title .round", "[aria-label=更多],[aria-label=More]"],
        [".stack .wide >> nth=2"], [".bar .big >> nth=0"], ["#queue", ".title .round"],
    ):  # fmt: skip
        one.tap(*path).page.wait_for_timeout(40)
        one.wholesome()
        assert one.page.evaluate(SMALL) == []
    one.page.context.set_offline(True)
    one.fever(gate.people[2])
    one.wholesome()


SMALL = """[...document.querySelectorAll('button, input')].filter(one => one.offsetParent && (one.offsetHeight < 56 || one.offsetWidth < 48))
  .map(one => `${one.className} ${one.textContent} ${one.offsetWidth}×${one.offsetHeight}`)"""


def test_a_button_of_the_head_is_not_replaced_under_the_finger(phone, code):
    one = phone()
    one.bind(code()).page.evaluate("window.more = document.querySelector('.head .round')")
    one.page.wait_for_timeout(2500)  # the frame looks at the hour every second
    assert one.page.evaluate("window.more.isConnected")
