# The core's own tests on the two processors of phones, under qemu; sourced by android/check, never run.
# Debian's C library stands in for bionic (docs/adr/0031); no Android is in it, and no server.

core=$cache/core
core_packages=(qemu-user)
declare -A core_target=([arm64-v8a]=aarch64-unknown-linux-gnu [armeabi-v7a]=armv7-unknown-linux-gnueabihf)
declare -A qemu=([arm64-v8a]=qemu-aarch64 [armeabi-v7a]=qemu-arm)

# core_sysroots: C library, OpenSSL and unwinder of both processors, unpacked and never installed.
core_sysroots() {
    local abi arch package
    for abi in "${abis[@]}"; do
        arch=${debian[$abi]}
        [ ! -e "$core/$arch/complete" ] || continue
        apt_of "$arch"
        rm -rf "${core:?}/$arch" && mkdir -p "$core/$arch/packages"
        apt_update
        (cd "$core/$arch/packages" &&
            apt-get "${apt_options[@]}" download libc6 libc6-dev libgcc-s1 libgcc-12-dev linux-libc-dev libssl-dev)
        for package in "$core/$arch/packages"/*.deb; do
            dpkg -x "$package" "$core/$arch"
        done
        touch "$core/$arch/complete"
    done
}

# core_compilers: for this shell, besides those that compilers sets.
core_compilers() {
    local abi triple name
    mkdir -p "$core/bin"
    export PATH=/usr/bin:$PATH RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc RUSTC_BOOTSTRAP=1
    export SAMBANG_CORE=$core CARGO_TARGET_DIR=$core/cargo OPENSSL_NO_VENDOR=1 OPENSSL_STATIC=1
    for abi in "${abis[@]}"; do
        triple=${core_target[$abi]} name=${triple//-/_}
        install -m 755 android/toolchain/core-clang "$core/bin/$triple-clang"
        export "CC_$name=$core/bin/$triple-clang" "AR_$name=llvm-ar-22"
        export "CARGO_TARGET_${name^^}_LINKER=$core/bin/$triple-clang"
        export "CARGO_TARGET_${name^^}_RUNNER=${qemu[$abi]} -L $core/${debian[$abi]}"
        export "${name^^}_OPENSSL_INCLUDE_DIR=$core/${debian[$abi]}/usr/include"
        export "${name^^}_OPENSSL_LIB_DIR=$core/${debian[$abi]}/usr/lib/${gnu[$abi]}"
    done
}

# core_tests: the tests inside domain, store, sync, device and platform, and those of photos that core_manifest.py
# names. What is skipped takes minutes here and asks nothing of the processor that another test does not.
core_tests() {
    local abi name each=() skipped=() log=$core/tests.log
    for abi in "${abis[@]}"; do
        each+=(--target "${core_target[$abi]}")
    done
    for name in a_filter_is_small_finds_everybody a_nik_in_the_filter_is_always_found garbage_never_panics \
        no_fast_function_of a_survey_larger_than_the_province_takes; do
        skipped+=(--skip "$name")
    done
    core_sysroots
    core_compilers
    python3 android/toolchain/core_manifest.py "$core/workspace"
    if ! (cd "$core/workspace" && cargo test --no-fail-fast -Zbuild-std=std,panic_unwind,test \
        --package sambang --package sambang-domain --lib --test media "${each[@]}" -- "${skipped[@]}") >"$log" 2>&1; then
        grep -E '^(error|test .*FAILED|---- |thread .*panicked)' "$log" || tail -n 20 "$log"
        return 1
    fi
    python3 android/toolchain/core_tests.py "$log"
}
