"""Pages that only lead to a report are one error; tables that are not there one warning each."""

from __future__ import annotations

from random import Random
from typing import Final

import pytest

import govdisclosure as gd

from .dialects import make_facts
from .dialects.text_dialects import own_cells

TITLE: Final = "青石县商务局2023年政府信息公开工作年度报告"
#: What leads to a report, and what the error names.
_LEADS: Final = {
    f'<p><a href="/P0202401.pdf">{TITLE}</a></p>': "/P0202401.pdf",
    f"<p>现公布{TITLE}，详见附件。</p>附件：<a href='a/b.DOCX?v=1'>报告</a>": "a/b.DOCX?v=1",
    "<p><a href='/down?id=3' title='年度报告.wps'>下载</a></p>": "/down?id=3",
    "<p><a href='/down?id=3'>2023年度报告.doc</a></p>": "2023年度报告.doc",
    "<iframe src='/pdfjs/web/viewer.html?file=x.pdf'></iframe>": "viewer.html?file=x.pdf",
    "<iframe src='report.html'></iframe>": "report.html",
    "<embed src='x.pdf' type='application/pdf'>": "x.pdf",
    "<object data='x.ofd'><p>请下载阅读器。</p></object>": "x.ofd",
    "<div id='app'></div><script src='app.js'></script>": "脚本",
}
_AROUND: Final = ("", "<p>发布日期：2024-01-18　来源：青石县商务局</p>", "<h1>{}</h1>")


@pytest.mark.parametrize("lead", _LEADS)
@pytest.mark.parametrize("seed", range(4))
def test_a_page_that_leads_to_a_report_is_one_error(lead: str, seed: int) -> None:
    rng = Random(seed)
    around = "".join(one.format(TITLE) for one in rng.sample(_AROUND, rng.randrange(4)))
    menu = rng.choice(("", "<a href='/'>首页</a> &gt; <a href='/nb'>政府信息公开年报</a>"))
    page = (
        f"<html><head><title>{TITLE}</title></head><body>{menu}{around}{lead}"
        "<div>打印 关闭</div></body></html>"
    )
    with pytest.raises(gd.ReadError) as caught:
        gd.read(page.encode())
    assert _LEADS[lead] in caught.value.chinese
    assert "\n" not in caught.value.english


_PROSE: Final = "2023年，本机关通过门户网站和公告栏公开信息，受理申请，按时答复。" * 12


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{TITLE}</h1><p>一、总体情况</p><p>公开3条。</p>",
        f"<h1>{TITLE}</h1><p>{_PROSE}</p>",
        f"<h1>{TITLE}</h1><table><tr>{'<td>3</td>' * 12}</tr><tr>{'<td>4</td>' * 12}</tr></table>",
        f"<h1>{TITLE}</h1>{'<p>公开信息3条，按时答复；</p>' * 30}",
        f"<h1>{TITLE}</h1><table>{f'<tr><td>概况</td><td>{_PROSE}</td></tr>' * 2}</table>",
        f"<h1>{TITLE}</h1><p>一、领导重视</p><p>略。</p><p>二、强化措施</p><p>略。</p>",
        f"<h1>{TITLE}</h1><img src=a.jpg width=900>",
        "<h1>关于印发工作方案的通知</h1><p>各单位：</p>",
    ],
)
def test_a_page_with_more_than_a_link_is_read(body: str) -> None:
    page = f"{body}<a href='a.pdf'>附件</a>" if "jpg" not in body else f"{body}<script></script>"
    assert gd.read(f"<html><head></head>{page}</html>".encode()).residue is not None


def test_a_short_report_is_read_whatever_scripts_and_frames_are_around_it() -> None:
    prose = "2023年，本单位主动公开信息3条，未收到政府信息公开申请，没有行政复议和行政诉讼。"
    for around in ("<script src='count.js'></script>", "<iframe src='share.html'></iframe>"):
        report = gd.read(f"<html><h1>{TITLE}</h1><p>{prose}</p>{around}</html>".encode())
        assert prose in str(report)


def test_numbers_of_the_pages_of_a_list_are_no_report() -> None:
    pages = "".join(f"<li><a href='{n}.html'>{n}</a></li>" for n in range(1, 13))
    with pytest.raises(gd.ReadError, match=r"/P0202401\.pdf"):
        gd.read(f"<h1>{TITLE}</h1>{pages}<a href='/P0202401.pdf'>下载</a>".encode())


def codes(report: gd.Report) -> list[str]:
    return [one.code for one in (*report.diagnostics, *gd.check(report))]


def test_tables_that_a_script_would_draw_are_one_warning() -> None:
    sections = (
        "一、总体情况|二、主动公开政府信息情况|三、收到和处理政府信息公开申请情况|"
        "四、政府信息公开行政复议、行政诉讼情况|五、存在的主要问题及改进情况|六、其他需要报告的事项"
    )
    words = "".join(
        f"<p>{one}</p><div id='t{n}'></div>" for n, one in enumerate(sections.split("|"))
    )
    script = "draw([['规章', 3, 0, 3], ['行政规范性文件', 1, 0, 9], [\"行政许可\", 12]])"
    report = gd.read(f"<h1>{TITLE}</h1>{words}<script>{script}</script>".encode())
    assert codes(report).count("GD052") == 1
    assert "GD106" not in codes(report)
    assert len(report.sections) == 6
    other = gd.read(f"<h1>{TITLE}</h1>{words}<script>var a = 'x';</script>".encode())
    assert "GD052" not in codes(other)
    assert codes(other).count("GD106") == 3
    two = "['三、本年度办理结果', '四、结转下年度继续办理', '四、结转下年度继续办理']"
    few = gd.read(f"<h1>{TITLE}</h1>{words}<script>{two}</script>".encode())
    assert "GD052" not in codes(few)


def test_a_table_that_was_read_on_lines_is_none_that_a_script_would_draw() -> None:
    text, _ = own_cells(make_facts("2021", 4), Random(4))
    script = "<script>var a = ['行政许可', '行政处罚', '行政强制'];</script>"
    report = gd.read(f"<html><pre>{text!s}</pre>{script}</html>".encode())
    assert report == gd.parse(str(text))
    assert "GD052" not in codes(report)


_HEADS: Final = "自然人\n商业企业\n科研机构\n社会公益组织\n法律服务机构"


@pytest.mark.parametrize(
    "text",
    [
        _HEADS,
        _HEADS.replace("\n", "\t"),
        _HEADS.replace("\n", "\t") + "\n（一）予以公开\n2.重复申请",
        f"{_HEADS}\n（三）不予公开",
    ],
)
def test_labels_without_their_table_are_one_warning(text: str) -> None:
    report = gd.parse(f"{TITLE}\n一、总体情况\n略。\n三、收到和处理政府信息公开申请情况\n{text}\n")
    (one,) = (one for one in report.diagnostics if one.severity is not gd.Severity.HINT)
    assert (one.code, dict(one.arguments)["table"]) == ("GD053", "requests")
    missing = gd.check(report, select="GD106")
    assert "requests" not in {dict(one.arguments)["table"] for one in missing}
