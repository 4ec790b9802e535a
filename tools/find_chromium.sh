#!/bin/sh
# Sees to it that the browser tests have Chromium: installs it by apt where that is allowed, else says what to do.
command -v chromium >/dev/null && exit 0
case "$(id -u)" in
0) become="" ;;
*) become="sudo -n" ;;
esac
if command -v apt-get >/dev/null && $become true 2>/dev/null; then
    echo "== Chromium is missing: installing it by apt"
    $become env DEBIAN_FRONTEND=noninteractive sh -c \
        'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium' >/dev/null
fi
command -v chromium >/dev/null && exit 0
echo "Thiếu Chromium cho kiểm thử trên trình duyệt. Hãy nhờ quản trị máy chạy: apt install chromium" >&2
exit 1
