
// Appended by android/build to the app/build.gradle.kts that dx writes: what dx 0.7 cannot be told.
android {
    defaultConfig {
        versionCode = System.getenv("SAMBANG_VERSION_CODE").toInt()
    }
    splits.abi {
        isEnable = true
        reset()
        include("arm64-v8a", "armeabi-v7a")
        isUniversalApk = true
    }
    signingConfigs.create("office") {
        storeFile = file(System.getenv("SAMBANG_KEYSTORE"))
        storePassword = System.getenv("SAMBANG_KEYSTORE_PASSWORD")
        keyAlias = System.getenv("SAMBANG_KEY_ALIAS")
        keyPassword = System.getenv("SAMBANG_KEY_PASSWORD")
    }
    buildTypes.getByName("release").signingConfig = signingConfigs.getByName("office")
}
