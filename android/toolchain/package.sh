# A package put together with Debian's tools and a key that is thrown away, read back and deleted; sourced
# by android/check, never run. Gradle, R8 and the real androidx are not in it.

# The dexer lies in a package of NativeScript's on npm, and nowhere else that a registry reaches.
dexer=2.5.0
dexer_sha256=dabca60904432937d31bb741f4b64a688fc57bd9ff51d2daf41a455a3011d02c
package_packages=(zipalign apksigner dexdump)

# classes_dex FOLDER: our Kotlin and wry's, the stand-ins for androidx, Kotlin's library.
classes_dex() {
    local work=$1 dx=$cache/npm/dexer/framework/build-tools/metadata-generator.jar
    # dx knows no invokedynamic, so lambdas become classes here; Gradle's dexer does that itself.
    "$cache/npm/kotlin/bin/kotlinc" -Xsuppress-version-warnings -nowarn -jvm-target 1.8 -Xlambdas=class \
        -Xsam-conversions=class -Xstring-concat=inline -classpath "$cache/android.jar:$cache/aapt/classes" \
        -d "$work/kotlin" android/bridge/src/main android/MainActivity.kt $(find "$cache/wry" -name '*.kt')
    python3 android/toolchain/dexable.py "$work/classes" "$work/kotlin" "$cache/aapt/classes" "$cache/npm/kotlin/lib/kotlin-stdlib.jar"
    java -Xmx1500m -cp "$dx" com.android.dx.command.Main --dex "--output=$work/classes.dex" "$work/classes"
    dexdump -c "$work/classes.dex" >/dev/null
}

# package_proof: assembles, aligns, signs, reads back, deletes.
package_proof() {
    local work=$cache/package abi name=do-not-install-musl-proof.apk signed
    rm -rf "$work" && mkdir -p "$work"
    classes_dex "$work"
    aapt package -f --auto-add-overlay --min-sdk-version 24 --target-sdk-version "$(sed -n 's/^target_sdk = //p' Dioxus.toml)" \
        --version-code 1 --version-name proof -0 arsc \
        -M "$cache/aapt/AndroidManifest.xml" -S android/bridge/src/main/res -S android/toolchain/appcompat-res \
        -I /usr/share/android-framework-res/framework-res.apk -F "$work/unsigned.apk" | sed -n 's/^W\?.*warning/&/p'
    for abi in "${abis[@]}"; do
        mkdir -p "$work/lib/$abi"
        cp "$(library "$abi").stripped" "$work/lib/$abi/libmain.so"
    done
    (cd "$work" && python3 -m zipfile --list unsigned.apk >/dev/null &&
        aapt add unsigned.apk classes.dex lib/*/libmain.so >/dev/null && zipalign -f -p 4 unsigned.apk aligned.apk)
    zipalign -c -p 4 "$work/aligned.apk"
    keytool -genkeypair -keystore "$work/thrown-away.jks" -storepass thrown-away -alias proof -keyalg RSA -keysize 2048 \
        -validity 1 -dname "CN=thrown away" 2>/dev/null
    apksigner sign --ks "$work/thrown-away.jks" --ks-pass pass:thrown-away --v1-signing-enabled true \
        --v2-signing-enabled true --v3-signing-enabled true --out "$work/$name" "$work/aligned.apk"
    # Checked as an Android before 7 would too, or the first scheme is not looked at.
    signed=$(apksigner verify --verbose --min-sdk-version 23 "$work/$name")
    for scheme in 'v1 scheme (JAR signing)' 'v2 scheme (APK Signature Scheme v2)' 'v3 scheme (APK Signature Scheme v3)'; do
        grep -qF "Verified using $scheme: true" <<<"$signed" || stop "not signed by $scheme"
    done
    python3 android/toolchain/package.py "$work/$name"
    # musl's headers are not bionic's: it must never get near a phone.
    rm -rf "$work"
}

# readers: what reads packages and tries phones, tried on damaged packages and on phones that are not there.
readers() {
    local tests log=$cache/readers.log
    for tests in android/toolchain/test_package.py android/phone/test_try.py; do
        if ! python3 "$tests" >"$log" 2>&1; then
            cat "$log"
            return 1
        fi
        grep '^Ran ' "$log"
    done
}
