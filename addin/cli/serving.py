"""`jiuye serve`: the commands over HTTP for PCs without Python."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import click

from addin.cli.app import ChineseCommand
from addin.errors import CannotRun

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_SHORTEST_TOKEN = 16


@click.command(cls=ChineseCommand)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="地址", help="只供本机时不用改")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535), metavar="端口", help="端口")
@click.option("--token", metavar="令牌", help=f"访问令牌，至少{_SHORTEST_TOKEN}个字符；也可用环境变量 JIUYE_TOKEN")
@click.option("--name", "names", multiple=True, metavar="名称", help="客户端用来访问的主机名或地址，可写多个")
@click.option("--cert", type=_FILE, metavar="文件", help="TLS证书；任务窗格要求https")
@click.option("--key", type=_FILE, metavar="文件", help="证书的私钥")
@click.option("--office-js", type=_FOLDER, metavar="文件夹", help="office.js所在文件夹，没有互联网时用")
@click.option("--size", default=64, show_default=True, type=click.IntRange(1, 1024), metavar="MB", help="请求的上限")
@click.option("--seconds", default=60, show_default=True, type=click.IntRange(1, 3600), metavar="秒", help="命令时限")
def serve(
    host: str,
    port: int,
    token: str | None,
    names: tuple[str, ...],
    cert: Path | None,
    key: Path | None,
    office_js: Path | None,
    size: int,
    seconds: int,
) -> None:
    """启动服务器：加载项（远程方式）和任务窗格都用它。不保留任何用户文件。"""
    if importlib.util.find_spec("starlette") is None or importlib.util.find_spec("uvicorn") is None:
        raise CannotRun("没有安装服务器部件。请在源代码文件夹里执行 pip install \".[server]\"，或者安装离线安装包。")
    import uvicorn

    from addin.hosts.server.app import make_app, warm_up
    from addin.hosts.server.limits import LOOPBACK, MEGABYTE, Limits

    secret = (token or os.environ.get("JIUYE_TOKEN", "")).strip()
    if host not in LOOPBACK and len(secret) < _SHORTEST_TOKEN:
        raise CannotRun(
            f"监听 {host} 时别的电脑也能访问，必须设访问令牌（至少{_SHORTEST_TOKEN}个字符）："
            "加 --token，或设环境变量 JIUYE_TOKEN。"
        )
    if (cert is None) != (key is None):
        raise CannotRun("--cert 和 --key 要一起给出。")
    hosts = (*LOOPBACK, *names) if host in LOOPBACK or names else ()
    limits = Limits(token=secret, size=size * MEGABYTE, seconds=seconds, hosts=hosts)
    warm_up()
    scheme = "https" if cert else "http"
    click.echo(f"就业报表服务器：{scheme}://{host}:{port}  （按 Ctrl+C 停止）", err=True)
    if host not in LOOPBACK and cert is None:
        click.echo("提醒：没有证书，数据在网络上不加密。请加 --cert 和 --key。", err=True)
    uvicorn.run(
        make_app(limits, office_js=office_js),
        host=host,
        port=port,
        ssl_certfile=str(cert) if cert else None,
        ssl_keyfile=str(key) if key else None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=15,
    )
    sys.stderr.flush()
