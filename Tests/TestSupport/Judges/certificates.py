"""Makes an authority of its own, a certificate of it for a host, and one of another authority."""
import os
import sys

import trustme

folder, host = sys.argv[1:3]
for name in ("own", "other"):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(os.path.join(folder, f"{name}-authority.pem"))
    certificate = authority.issue_cert(host)
    certificate.cert_chain_pems[0].write_to_path(os.path.join(folder, f"{name}.pem"))
    certificate.private_key_pem.write_to_path(os.path.join(folder, f"{name}.key"))
    if name == "own":
        elsewhere = authority.issue_cert("elsewhere.example.org")
        elsewhere.cert_chain_pems[0].write_to_path(os.path.join(folder, "elsewhere.pem"))
        elsewhere.private_key_pem.write_to_path(os.path.join(folder, "elsewhere.key"))
