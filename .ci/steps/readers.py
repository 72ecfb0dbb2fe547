"""The readers, compared with packages of others: web archives written by warcio, feeds also read
by feedparser, mail made and read by Python's email.

    build/venv-readers/bin/python .ci/steps/readers.py [PAGES]    see .ci/steps/readers
"""
import calendar
import datetime
import email
import email.policy
import email.utils
import gzip
import html
import io
import json
import mailbox
import os
import random
import re
import subprocess
import sys
import tempfile
import zlib
from email.message import EmailMessage
from xml.sax.saxutils import escape

import feedparser
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

failed = []
flat = lambda s: re.sub(r"\s+", " ", s or "").strip()


def check(what, got, wanted):
    if got != wanted:
        failed.append(what)
        print("%s:\n  %r\n  %r wanted" % (what, got, wanted))


def records(*words):
    done = subprocess.run(["./newsengine", "--layers", "Token", "-t", "jsonl", *words],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 3):
        raise SystemExit("newsengine %s: %s" % (" ".join(words), done.stderr.decode()))
    return [json.loads(line) for line in done.stdout.decode("utf-8").split("\n") if line]


WORDS = ("the dam river town mayor said broke rain Sunday minister Straße Müller café naïve "
         "“quoted” words — dash 1,200 people fled over night “again”, 東京 Плотина").split()
chance = random.Random(9)


def sentence():
    words = [chance.choice(WORDS) for _ in range(chance.randint(8, 25))]
    return (" ".join(words) + ".").capitalize()


def paragraph():
    return " ".join(sentence() for _ in range(chance.randint(2, 5)))


# ---- web archives

def page(n):
    return ("<!doctype html><html lang=en><head><meta charset=utf-8><title>Story %d | Site</title>"
            "<meta property='article:published_time' content='2022-03-%02dT07:50:00Z'></head><body>"
            "<nav><a href=/>Home</a></nav><article><h1>Story %d of the day</h1>%s</article>"
            "<footer>Footer</footer></body></html>" % (
                n, n % 28 + 1, n, "".join("<p>%s</p>" % html.escape(paragraph()) for _ in range(4))))


def chunked(body):
    out = io.BytesIO()
    at = 0
    while at < len(body):
        size = chance.randint(1, 3000)
        piece = body[at:at + size]
        out.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        at += size
    return out.getvalue() + b"0\r\n\r\n"


def archives(folder, count):
    os.mkdir(folder + "/pages")
    names = []
    with open(folder + "/all.warc.gz", "wb") as f:
        writer = WARCWriter(f, gzip=True)
        for n in range(count):
            body = page(n).encode()
            path = "%s/pages/%05d.html" % (folder, n)
            names.append(path)
            with open(path, "wb") as out:
                out.write(body)
            headers = [("Content-Type", "text/html; charset=utf-8")]
            if n % 4 == 1:
                body = gzip.compress(body)
                headers.append(("Content-Encoding", "gzip"))
            if n % 4 == 2:
                body = zlib.compress(body)
                headers.append(("Content-Encoding", "deflate"))
            if n % 3 == 1:
                body = chunked(body)
                headers.append(("Transfer-Encoding", "chunked"))
            status = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            address = "http://site.example/%d" % n
            writer.write_record(writer.create_warc_record(
                address, "request", payload=io.BytesIO(b""),
                http_headers=StatusAndHeaders("GET /%d HTTP/1.1" % n, [], is_http_request=True)))
            writer.write_record(writer.create_warc_record(
                address, "response", payload=io.BytesIO(body), http_headers=status))
    got = records("-j", "2", folder + "/all.warc.gz")
    wanted = records(folder + "/pages")
    check("warc: number", len(got), count)
    check("pages: number", len(wanted), count)
    for n, (a, b) in enumerate(zip(got, wanted)):
        check("warc: id", a["id"], "http://site.example/%d" % n)
        for key in ("text", "meta", "annotations", "errors"):
            if a.get(key) != b.get(key):
                check("warc: %s of %d" % (key, n), a.get(key), b.get(key))
                break
        check("page: errors", b["errors"], [])
    print("%d pages by warcio: the same records as from files" % count)


# ---- feeds

def rss(n):
    items = []
    for i in range(12):
        day = datetime.datetime(2022, 3, 1 + i, 7, 50, tzinfo=datetime.timezone.utc)
        body = "".join("<p>%s</p>" % html.escape(paragraph()) for _ in range(2))
        items.append("<item><title>%s</title><link>http://x.example/%d</link><guid>%d-%d</guid>"
                     "<pubDate>%s</pubDate><description>%s</description></item>" % (
                         escape(html.escape(sentence())), i, n, i, email.utils.format_datetime(day),
                         escape(body) if i % 2 else "<![CDATA[%s]]>" % body))
    return ('<?xml version="1.0" encoding="%s"?><rss version="2.0"><channel><title>T</title>%s'
            "</channel></rss>" % ("utf-8", "".join(items)))


def atom(n):
    entries = []
    for i in range(12):
        body = "".join("<p>%s</p>" % html.escape(paragraph()) for _ in range(2))
        content = ('<content type="html">%s</content>' % escape(body) if i % 2 else
                   '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">%s</div></content>'
                   % body)
        entries.append('<entry><id>urn:%d-%d</id><title>%s</title><link href="http://x.example/%d"/>'
                       "<published>2022-03-%02dT07:50:00Z</published><updated>2022-04-01T00:00:00Z"
                       "</updated>%s</entry>" % (n, i, escape(sentence()), i, i + 1, content))
    return ('<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>%s</feed>'
            % "".join(entries))


def strip_tags(s):
    return flat(html.unescape(re.sub(r"<[^>]+>", " ", s)))


def feeds(folder):
    count = 0
    for n in range(20):
        text = rss(n) if n % 2 else atom(n)
        path = "%s/%d.xml" % (folder, n)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        ours, theirs = records(path), feedparser.parse(text).entries
        check("feed: number", len(ours), len(theirs))
        for a, b in zip(ours, theirs):
            count += 1
            check("feed: id", a["id"], b.id)
            check("feed: title", flat(a["meta"]["headline"]), strip_tags(b.title))
            when = datetime.datetime.fromtimestamp(calendar.timegm(b.published_parsed),
                                                   datetime.timezone.utc)
            check("feed: date", a["meta"]["published"], when.strftime("%Y-%m-%dT%H:%M"))
            body = b.content[0].value if "content" in b else b.summary
            check("feed: body", flat(a["text"]), strip_tags(body))
    print("%d entries of 20 feeds: the same id, title, date and body as feedparser's" % count)


# ---- mail

def message(n):
    made = EmailMessage()
    made["From"] = "%s <a%d@x.example>" % (chance.choice(["Ann Day", "Jörg Müller", "東京 太郎"]), n)
    made["Subject"] = flat(sentence())[:60 + n]
    made["Date"] = datetime.datetime(2022, 3, n % 28 + 1, 7, 50,
                                     tzinfo=datetime.timezone(datetime.timedelta(hours=n % 5)))
    made["Message-ID"] = "<%d@x.example>" % n
    body = "\n\n".join(paragraph() for _ in range(3))
    made.set_content(body, charset="utf-8", cte=["quoted-printable", "base64", "8bit"][n % 3])
    if n % 4 == 1:
        made.add_alternative("<p>HTML</p>", subtype="html")
    if n % 4 == 2:
        made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="ä%d.pdf" % n)
    if n % 10 == 3:
        made = EmailMessage()
        made["From"], made["Subject"], made["Date"] = "x@y.example", "latin", "Mon, 14 Mar 2022 07:50 GMT"
        made.set_content("Straße für Müller\n", charset="iso-8859-1", cte="quoted-printable")
    return made


def mail(folder):
    box, single = mailbox.mbox(folder + "/all.mbox"), []
    for n in range(100):
        data = message(n).as_bytes()
        path = "%s/%d.eml" % (folder, n)
        with open(path, "wb") as f:
            f.write(data)
        theirs = email.message_from_bytes(data, policy=email.policy.default)
        box.add(data)
        ours = records(path)[0]
        single.append(ours)
        check("mail: subject of %d" % n, flat(ours["meta"]["headline"]), flat(theirs["Subject"]))
        check("mail: date of %d" % n, ours["meta"]["published"],
              theirs["Date"].datetime.strftime("%Y-%m-%dT%H:%M"))
        check("mail: body of %d" % n, flat(ours["text"]),
              flat(theirs.get_body(("plain",)).get_content()))
        author = theirs["From"].addresses[0]
        check("mail: author of %d" % n, ours["meta"]["authors"],
              [author.display_name or author.addr_spec])
        files = [part.get_filename() for part in theirs.iter_attachments()]
        check("mail: attachments of %d" % n, ours.get("source", {}).get("attachments", []), files)
    box.close()
    whole = records(folder + "/all.mbox")
    check("mbox: number", len(whole), 100)
    for n, (a, b) in enumerate(zip(whole, single)):
        for key in ("text", "meta", "annotations"):
            check("mbox: %s of %d" % (key, n), a[key], b[key])
    print("100 messages: the same subject, date, author, body and attachments as Python's email")


def main():
    with tempfile.TemporaryDirectory() as folder:
        archives(folder, int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
        feeds(folder)
        mail(folder)
    print("%d differences" % len(failed))
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
