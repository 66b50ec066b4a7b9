"""The programme office's desk: commune, province, ministry."""
