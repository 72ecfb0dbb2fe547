"""The page of -t html in a browser: nothing on the console, nothing from the network, no serious
finding of axe, with and without JavaScript, light and dark, for 1, 50 and 1,000 articles.

    build/venv-page/bin/python .ci/steps/page.py      after .ci/steps/page, which installs
"""
import glob
import json
import os
import subprocess
import sys
import tempfile
import time

import axe_selenium_python
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

AXE = os.path.join(os.path.dirname(axe_selenium_python.__file__), "node_modules/axe-core/axe.min.js")
failed = []


def check(what, ok, detail=""):
    print("%-64s %s" % (what, "ok" if ok else "FAILED " + str(detail)[:400]))
    if not ok:
        failed.append(what)


def browser():
    options = webdriver.ChromeOptions()
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
                 "--no-first-run", "--disable-background-networking",
                 "--disable-component-update", "--disable-sync", "--window-size=1200,1000"):
        options.add_argument(flag)
    options.binary_location = "/usr/bin/chromium"
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService("/usr/bin/chromedriver")
    return webdriver.Chrome(options=options, service=service)


def make_page(directory, count):
    """A page of `count` articles -> path, bytes of text."""
    texts = [open(p, encoding="utf-8").read() for p in sorted(glob.glob("tests/articles/*.txt"))]
    source, size = os.path.join(directory, "in.jsonl"), 0
    with open(source, "w", encoding="utf-8") as f:
        for i in range(count):
            text = texts[i % len(texts)] + "\nArticle %d ends here.\n" % i
            size += len(text.encode())
            f.write(json.dumps({"id": "a%d" % i, "text": text,
                                "published": "2024-03-%02d" % (i % 28 + 1)}) + "\n")
    path = os.path.join(directory, "page%d.html" % count)
    subprocess.run(["./newsengine", "rules/quotes.lua", "rules/names.lua", "-t", "html", "-j", "2",
                    "-q", "-o", path, source], check=True)
    return path, size


def requests_of(driver):
    urls = []
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            urls.append(message["params"]["request"]["url"])
    return urls


def look(driver, path, count, scheme, script):
    name = "%d articles, %s, %s JavaScript" % (count, scheme, "with" if script else "without")
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia",
                           {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not script})
    driver.get_log("browser"), driver.get_log("performance")
    start = time.time()
    driver.get("file://" + path)
    seconds = time.time() - start
    log = driver.get_log("browser")
    check(name + ": nothing on the console", not log, log)
    other = [u for u in requests_of(driver) if u != "file://" + path]
    check(name + ": no request", not other, other)
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    background = driver.execute_script("return getComputedStyle(document.body).backgroundColor")
    check(name + ": background", (background == "rgb(255, 255, 255)") == (scheme == "light"),
          background)
    check(name + ": articles", len(driver.find_elements(By.CSS_SELECTOR, "article")) == count)
    return seconds


def accessible(driver, name):
    with open(AXE, encoding="utf-8") as f:
        driver.execute_script(f.read())
    result = driver.execute_async_script(
        "var done=arguments[0];axe.run({iframes:false}).then(done,function(e){done({error:String(e)})})")
    check(name + ": axe ran", "violations" in result, result)
    serious = [(v["id"], v["nodes"][0]["html"][:120]) for v in result.get("violations", [])
               if v["impact"] in ("serious", "critical")]
    check(name + ": no serious finding of axe", not serious, serious)


def use(driver, path):
    """Keyboard, switches and search."""
    driver.get("file://" + path)
    mark = driver.find_element(By.CSS_SELECTOR, ".story mark.Quote")
    tint = "return getComputedStyle(arguments[0]).backgroundColor"
    before = driver.execute_script(tint, mark)
    driver.find_element(By.ID, "on-Quote").click()
    after = driver.execute_script(tint, mark)
    check("a layer is switched off", before != after and after == "rgba(0, 0, 0, 0)",
          (before, after))
    driver.find_element(By.ID, "on-Quote").click()
    first = driver.find_element(By.CSS_SELECTOR, ".story mark")
    driver.execute_script("arguments[0].focus()", first)
    told = driver.find_element(By.ID, "shown").text
    check("focus shows the attributes", first.get_attribute("title") == told, told)
    driver.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    check("an arrow key goes to the next mark",
          driver.find_element(By.ID, "shown").text not in ("", told))
    field = driver.find_element(By.CSS_SELECTOR, "#search input")
    field.send_keys("ferries between port ellery")
    rows = [r for r in driver.find_elements(By.CSS_SELECTOR, "#documents tbody tr")
            if r.is_displayed()]
    said = driver.find_element(By.CSS_SELECTOR, "#search output").text
    check("the search finds articles by their words",
          0 < len(rows) < 50 and said == "%d found" % len(rows), said)
    rows[0].find_element(By.TAG_NAME, "a").click()
    check("and leads to them", "#d" in driver.current_url)


with tempfile.TemporaryDirectory() as directory:
    driver = browser()
    driver.set_script_timeout(120)
    try:
        for count in (1, 50, 1000):
            path, size = make_page(directory, count)
            ratio = os.path.getsize(path) / size
            for scheme in ("light", "dark"):
                for script in (True, False):
                    seconds = look(driver, path, count, scheme, script)
                if count < 1000:
                    driver.get("file://" + path)
                    accessible(driver, "%d articles, %s" % (count, scheme))
            print("%d articles: %.2f s to load, %.1f x the size of the text" % (count, seconds, ratio))
            if count == 50:
                use(driver, path)
    finally:
        driver.quit()
print("page: %d failed" % len(failed))
sys.exit(bool(failed))
