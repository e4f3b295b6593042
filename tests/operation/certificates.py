"""Certificates of localhost that end when a test wants, and a server that shows one."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bot import clock


def certificate(folder: Path, days: int) -> Path:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = clock.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=90))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / "here.pem"
    file.write_bytes(made.public_bytes(pem) + secret)
    return file


@contextmanager
def shown(file: Path) -> Iterator[int]:
    """A server that shows it to one visitor."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    listening = socket.create_server(("127.0.0.1", 0))

    def show() -> None:
        visitor, _address = listening.accept()
        try:
            context.wrap_socket(visitor, server_side=True).close()
        except OSError:
            visitor.close()

    showing = Thread(target=show)
    showing.start()
    with closing(listening):
        yield int(listening.getsockname()[1])
        showing.join()
