#!/bin/sh
# find_program.sh PROGRAM "PACKAGES" WHAT-FOR: sees to it that the tests have a program: installs it by apt where that is allowed, else says what to do.
program=$1 packages=$2 purpose=$3
command -v "$program" >/dev/null && exit 0
case "$(id -u)" in
0) become="" ;;
*) become="sudo -n" ;;
esac
if command -v apt-get >/dev/null && $become true 2>/dev/null; then
    echo "== $program is missing: installing it by apt"
    $become env DEBIAN_FRONTEND=noninteractive sh -c \
        "apt-get update -qq && apt-get install -y -qq --no-install-recommends $packages" >/dev/null
fi
command -v "$program" >/dev/null && exit 0
echo "Thiếu $program cho $purpose. Hãy nhờ quản trị máy chạy: apt install $packages" >&2
exit 1
