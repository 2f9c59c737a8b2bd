// known: what the framework has besides what this world models. Kept by hand from the public lists of APIs and tags.
(function (native, world) {
  'use strict';
  world.tags = new Set(('view text image button input textarea form label checkbox checkbox-group radio radio-group switch slider ' +
    'picker picker-view scroll-view swiper swiper-item navigator web-view map canvas icon progress rich-text cover-view cover-image ' +
    'movable-view movable-area audio video camera lottie lifestyle contact-button match-media page-meta root-portal').split(' '));

  world.knownAPIs = (
    // files, images, media
    'chooseImage compressImage previewImage saveImage getImageInfo saveImageToPhotosAlbum chooseVideo saveVideoToPhotosAlbum chooseMedia ' +
    'getFileInfo getSavedFileInfo getSavedFileList removeSavedFile saveFile openDocument saveFileToDingTalk ' +
    'chooseFileFromDisk createVideoContext createInnerAudioContext getBackgroundAudioManager createAudioContext getRecorderManager ' +
    'createCameraContext createMapContext createWebViewContext createLivePlayerContext ' +
    'getAvailableAudioSources setInnerAudioOption ' +
    // pickers and other dialogues
    'datePicker multiLevelSelect optionsSelect chooseCity choosePhoneContact chooseAlipayContact chooseContact chooseDistrict ' +
    'choosePOI chooseAddress getAddress setLocatedCity regionPicker showAuthGuide addPhoneContact chooseLocation openLocation ' +
    'calculateRoute ' +
    // device
    'scan getScreenOrientation setScreenBrightness getScreenBrightness onAccelerometerChange watchShake showKeyboard sendSMS ' +
    'getClipboard addCardAuth openCardList openMerchantCardList openCardDetail openVoucherList openMerchantVoucherList ' +
    'openVoucherDetail openKBVoucherDetail openMerchantTicketList openTicketDetail openTicketList ' +
    'getBeacons startBeaconDiscovery stopBeaconDiscovery openBluetoothAdapter closeBluetoothAdapter getBluetoothAdapterState ' +
    'startBluetoothDevicesDiscovery stopBluetoothDevicesDiscovery getBluetoothDevices getConnectedBluetoothDevices connectBLEDevice ' +
    'disconnectBLEDevice writeBLECharacteristicValue readBLECharacteristicValue notifyBLECharacteristicValueChange ' +
    'getBLEDeviceServices getBLEDeviceCharacteristics onBluetoothDeviceFound offBluetoothDeviceFound onBluetoothAdapterStateChange ' +
    'offBluetoothAdapterStateChange onBLECharacteristicValueChange offBLECharacteristicValueChange onBLEConnectionStateChanged ' +
    'offBLEConnectionStateChanged onBeaconUpdate offBeaconUpdate onBeaconServiceChange offBeaconServiceChange ' +
    'startAccelerometer stopAccelerometer startGyroscope stopGyroscope startCompass stopCompass connectWifi getConnectedWifi ' +
    'getWifiList onGetWifiList offGetWifiList onWifiConnected offWifiConnected startWifi stopWifi registerSSID unregisterSSID ' +
    'getNFCAdapter getHCEState startHCE stopHCE sendHCEMessage onHCEMessage offHCEMessage ' +
    'checkIsSupportSoterAuthentication startIfaa ' +
    // identity, security, business
    'rsa startZMVerify verifyIdentity textRiskIdentification startAPVerify zmCreditBorrow zmRentTransition getPaymentSession ' +
    'getComponentAuth getThirdPartyAuth authorize showMiniProgramPrivacy ' +
    'requestSubscribeMessage requestSubscribeMessages onSubscribeMessage getTemplateIdList isCollected isFavorite ' +
    'addToFavorite addToHome getIntegrityToken getExtConfig getExtConfigSync getABTestConfig getABTestConfigSync getConfigByScene ' +
    'getAlipayContact getCloudPhoneNumber getAuthorize getOpenData getFollowingLifeStyleStatus openLifestyle ' +
    'tb.qrCode ap.openAlipayApp openAlipayApp openApp launchApp onShareAppMessage ' +
    // the container
    'postMessage onMessage offMessage createWorker createIntersectionObserver createMediaQueryObserver ' +
    'getPerformance loadSubPackage preloadSubPackage onBeforeUnload createRewardedAd createRewardedVideoAd createInterstitialAd ' +
    'createBannerAd createGameBanner createFeedAd getBackgroundFetchData setBackgroundFetchToken getUserIsFocusOnLifeStyle ' +
    'restartMiniProgram updateManager getOpenerEventChannel reportPerformance getLogManager getRealtimeLogManager ' +
    'getTabBarHeight onTabItemTap overlay offCopyUrl onCopyUrl setPageTitle hideAllToast ' +
    'getSubscribeSetting getBatteryInfoAsync getDeviceInfo getUserCaptureScreen onUserCaptureScreen offUserCaptureScreen'
  ).split(' ');
})
