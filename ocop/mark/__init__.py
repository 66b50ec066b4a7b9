"""The OCOP mark: the right to it, which follows the certificate, and the checks of labels."""
