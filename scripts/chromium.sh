#!/bin/sh
# The tests drive a real browser. Install Debian's where that may be done, else say how.
set -eu
packages="chromium fonts-wqy-zenhei"
if command -v chromium >/dev/null 2>&1; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing $packages (once) ..."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
  exit 0
fi
echo "The tests need Chromium. Install it with: sudo apt-get install -y $packages"
exit 1
