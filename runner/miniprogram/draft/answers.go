package draft

// usualAnswer is what an API answers that is not modelled, where that is known: made up, but of the right shape.
func usualAnswer(api string) (success map[string]any, known bool) {
	success, known = map[string]map[string]any{
		"my.scan":               {"code": "1", "qrCode": "1", "result": "1"},
		"my.chooseImage":        {"apFilePaths": []any{"https://img.example/1.png"}, "filePaths": []any{"https://img.example/1.png"}},
		"my.chooseVideo":        {"filePath": "https://img.example/1.mp4"},
		"my.chooseCity":         {"city": "Singapore", "adCode": "1"},
		"my.chooseLocation":     {"name": "Shop", "address": "1 Street", "longitude": 103.85, "latitude": 1.29},
		"my.chooseContact":      {"contacts": []any{map[string]any{"realName": "Sam", "mobile": "13800138000"}}},
		"my.choosePhoneContact": {"name": "Sam", "mobile": "13800138000"},
		"my.getAddress":         {"result": map[string]any{"address": "1 Street", "fullname": "Sam", "mobilePhone": "13800138000"}},
		"my.datePicker":         {"date": "2026-01-01"},
		"my.optionsSelect":      {"selectedOneIndex": 0, "selectedOneOption": "1"},
		"my.multiLevelSelect":   {"success": true, "result": []any{map[string]any{"name": "1"}}},
		"my.rsa":                {"text": "1"},
		"my.authorize":          {"success": true},
		"my.startAPVerify":      {"resultStatus": "9000"},
		"my.verifyIdentity":     {"code": "1000"},
	}[api]
	return success, known
}
