package merchant

import (
	"fmt"

	"github.com/signspec/signspec/suites/draw"
)

// Device is the phone that a program finds itself on, as the container tells of it.
type Device struct {
	Brand      string `json:"brand"`
	Model      string `json:"model"`
	System     string `json:"system"`     // of the operating system, which is Android
	Version    string `json:"version"`    // of the app
	SDKVersion string `json:"sdkVersion"` // of Appx
	AppID      string `json:"appId"`      // that the platform gave the program
	Login      string `json:"login"`      // the code that my.getAuthCode hands out
}

// Versions of Appx without the API: the last of them, and one that is more than 1.24.6 to whoever compares texts.
const lastWithout, muchOlder = "1.24.5", "1.9.5"

// drawDevice draws a phone as people have them, with versions that have the API.
func drawDevice(from *draw.Source) Device {
	d := draw.Of(from,
		Device{Brand: "samsung", Model: "SM-A546E"}, Device{Brand: "samsung", Model: "SM-G991B"}, Device{Brand: "samsung", Model: "SM-A057F"},
		Device{Brand: "Xiaomi", Model: "2201117TG"}, Device{Brand: "Redmi", Model: "23053RN02A"}, Device{Brand: "OPPO", Model: "CPH2387"},
		Device{Brand: "vivo", Model: "V2206"}, Device{Brand: "realme", Model: "RMX3710"}, Device{Brand: "HUAWEI", Model: "ELE-L29"},
		Device{Brand: "Infinix", Model: "Infinix X6833B"}, Device{Brand: "Google", Model: "Pixel 7a"},
	)
	d.System = draw.Of(from, "11", "12", "13", "14", "15")
	d.Version = fmt.Sprintf("%d.%d.%d", from.Between(2, 10), from.Between(0, 60), from.Between(0, 9))
	d.SDKVersion = fmt.Sprintf("2.%d.%d", from.Between(7, 9), from.Between(0, 24))
	d.AppID, d.Login = "202"+from.Text(1, "1234")+from.Text(12, "0123456789"), from.Letters(longestCode)
	return d
}
