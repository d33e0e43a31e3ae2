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

# What looks for barriers in every screen of the window test; the app never sees it.
axe=4.14.1
axe_sha256=29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c

# need_axe: fetches the pinned axe-core from npm's registry, once; nothing of it is installed or run here.
need_axe() {
    local folder=target/npm/axe-core
    is_axe() { sha256sum --check --status <<<"$axe_sha256  $1/axe.min.js" 2>/dev/null; }
    is_axe "$folder" && return
    need npm
    say "Fetching axe-core $axe"
    mkdir -p "$folder"
    npm pack "axe-core@$axe" --silent --pack-destination "$folder" >/dev/null ||
        stop "axe-core could not be fetched from npm's registry; the window test checks every screen with it"
    tar -xzf "$folder/axe-core-$axe.tgz" -C "$folder" --strip-components=1 package/axe.min.js
    rm "$folder/axe-core-$axe.tgz"
    is_axe "$folder" || stop "axe-core $axe from npm's registry is not the pinned one"
}
