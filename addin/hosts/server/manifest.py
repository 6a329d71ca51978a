"""The manifest of the Office.js add-in: ribbon tab 就业报表, task pane and custom functions, for one server address.

Buttons and their words are those of `addin/ribbon.xml`, which the desktop add-in uses too; here every button carries
out the command of its id through the shared function file.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from importlib.resources import files
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from addin.functions import NAMESPACE
from addin.version import program_version

_ID = uuid.UUID("6a1d6f0e-5d7c-4c5f-9a63-2f0c5b2f7f10")
_SPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
_TITLE_LIMIT, _TIP_LIMIT = 125, 250  # what Office takes as a short and a long text
PANE_TITLE, TAB_TITLE = "任务窗格", "就业报表"


@dataclass(frozen=True, slots=True)
class Button:
    id: str
    label: str
    tip: str


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    label: str
    buttons: tuple[Button, ...]


def ribbon_groups() -> list[Group]:
    """The groups of the ribbon with their buttons, in order."""
    root = ElementTree.fromstring((files("addin") / "ribbon.xml").read_bytes())
    found = []
    for group in root.iter(f"{_SPACE}group"):
        buttons = tuple(
            Button(each.get("id", ""), each.get("label", ""), each.get("supertip", ""))
            for each in group.iter(f"{_SPACE}button")
        )
        found.append(Group(group.get("id", ""), group.get("label", ""), buttons))
    return found


def manifest(base: str) -> str:
    """The manifest for a server at `base`, such as https://jiuye.example.gov.cn:8765."""
    groups = ribbon_groups()
    resources = _Resources(base.rstrip("/"))
    resources.title("Functions.Namespace", NAMESPACE)
    resources.title("tab_jiuye.label", TAB_TITLE)
    controls = "".join(_group(group, resources) for group in groups)
    pane = _pane(resources)
    version = ".".join([*program_version().split("+")[0].split("."), "0", "0", "0"][:4])
    return _TEMPLATE.format(
        id=_ID,
        version=version if version.replace(".", "").isdigit() else "1.0.0.0",
        base=escape(base.rstrip("/")),
        groups=pane + controls,
        images=resources.images(),
        urls=resources.urls(),
        short=resources.short(),
        long=resources.long(),
    )


class _Resources:
    """Texts and addresses, which the manifest refers to by id."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._short: dict[str, str] = {}
        self._long: dict[str, str] = {}

    def title(self, name: str, text: str) -> str:
        self._short[name] = text[:_TITLE_LIMIT]
        return name

    def tip(self, name: str, text: str) -> str:
        self._long[name] = text[:_TIP_LIMIT]
        return name

    def short(self) -> str:
        return "".join(_string(name, text) for name, text in self._short.items())

    def long(self) -> str:
        return "".join(_string(name, text) for name, text in self._long.items())

    def images(self) -> str:
        return "".join(
            f"<bt:Image id=\"Icon.{size}\" DefaultValue={quoteattr(f'{self._base}/static/icon-{size}.png')}/>"
            for size in (16, 32, 80)
        )

    def urls(self) -> str:
        places = {
            "Pane.Url": "/taskpane.html",
            "Functions.Script": "/static/functions.js",
            "Functions.Metadata": "/functions.json",
        }
        return "".join(
            f"<bt:Url id=\"{name}\" DefaultValue={quoteattr(self._base + path)}/>" for name, path in places.items()
        )


def _string(name: str, text: str) -> str:
    return f"<bt:String id={quoteattr(name)} DefaultValue={quoteattr(text)}/>"


def _group(group: Group, resources: _Resources) -> str:
    label = resources.title(f"{group.id}.label", group.label)
    buttons = "".join(
        _button(
            each.id,
            resources.title(f"{each.id}.label", each.label),
            resources.tip(f"{each.id}.tip", each.tip),
            f'<Action xsi:type="ExecuteFunction"><FunctionName>{each.id}</FunctionName></Action>',
        )
        for each in group.buttons
    )
    return f'<Group id="{group.id}"><Label resid="{label}"/>{_ICON}{buttons}</Group>'


def _pane(resources: _Resources) -> str:
    label = resources.title("group_pane.label", PANE_TITLE)
    button = _button(
        "open_pane",
        resources.title("open_pane.label", PANE_TITLE),
        resources.tip("open_pane.tip", "问题清单、填报进度、核算依据和政策条文，都在右侧窗格里。"),
        '<Action xsi:type="ShowTaskpane"><TaskpaneId>jiuye</TaskpaneId><SourceLocation resid="Pane.Url"/></Action>',
    )
    return f'<Group id="group_pane"><Label resid="{label}"/>{_ICON}{button}</Group>'


def _button(name: str, label: str, tip: str, action: str) -> str:
    return (
        f'<Control xsi:type="Button" id="{name}"><Label resid="{label}"/>'
        f'<Supertip><Title resid="{label}"/><Description resid="{tip}"/></Supertip>{_ICON}{action}</Control>'
    )


_ICON = (
    '<Icon><bt:Image size="16" resid="Icon.16"/><bt:Image size="32" resid="Icon.32"/>'
    '<bt:Image size="80" resid="Icon.80"/></Icon>'
)
_TEMPLATE = """<?xml version="1.0" encoding="UTF-8"?>
<OfficeApp xmlns="http://schemas.microsoft.com/office/appforoffice/1.1"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:bt="http://schemas.microsoft.com/office/officeappbasictypes/1.0"
  xmlns:ov="http://schemas.microsoft.com/office/taskpaneappversionoverrides" xsi:type="TaskPaneApp">
  <Id>{id}</Id>
  <Version>{version}</Version>
  <ProviderName>就业报表</ProviderName>
  <DefaultLocale>zh-CN</DefaultLocale>
  <DisplayName DefaultValue="就业报表"/>
  <Description DefaultValue="人社部门业务表格的检查、核算、评分、上报与汇总"/>
  <IconUrl DefaultValue="{base}/static/icon-32.png"/>
  <HighResolutionIconUrl DefaultValue="{base}/static/icon-80.png"/>
  <SupportUrl DefaultValue="{base}/taskpane.html"/>
  <AppDomains><AppDomain>{base}</AppDomain></AppDomains>
  <Hosts><Host Name="Workbook"/></Hosts>
  <Requirements><Sets DefaultMinVersion="1.1"><Set Name="SharedRuntime" MinVersion="1.1"/></Sets></Requirements>
  <DefaultSettings><SourceLocation DefaultValue="{base}/taskpane.html"/></DefaultSettings>
  <Permissions>ReadWriteDocument</Permissions>
  <VersionOverrides xmlns="http://schemas.microsoft.com/office/taskpaneappversionoverrides" \
xsi:type="VersionOverridesV1_0">
    <Hosts>
      <Host xsi:type="Workbook">
        <Runtimes><Runtime resid="Pane.Url" lifetime="long"/></Runtimes>
        <AllFormFactors>
          <ExtensionPoint xsi:type="CustomFunctions">
            <Script><SourceLocation resid="Functions.Script"/></Script>
            <Page><SourceLocation resid="Pane.Url"/></Page>
            <Metadata><SourceLocation resid="Functions.Metadata"/></Metadata>
            <Namespace resid="Functions.Namespace"/>
          </ExtensionPoint>
        </AllFormFactors>
        <DesktopFormFactor>
          <FunctionFile resid="Pane.Url"/>
          <ExtensionPoint xsi:type="PrimaryCommandSurface">
            <CustomTab id="tab_jiuye">{groups}<Label resid="tab_jiuye.label"/></CustomTab>
          </ExtensionPoint>
        </DesktopFormFactor>
      </Host>
    </Hosts>
    <Resources>
      <bt:Images>{images}</bt:Images>
      <bt:Urls>{urls}</bt:Urls>
      <bt:ShortStrings>{short}</bt:ShortStrings>
      <bt:LongStrings>{long}</bt:LongStrings>
    </Resources>
  </VersionOverrides>
</OfficeApp>
"""
