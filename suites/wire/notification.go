package wire

// The kinds of notification that a platform sends of an authorisation (authorizationNotifyType).
const (
	CodeCreated   = "AUTHCODE_CREATED"
	TokenCreated  = "TOKEN_CREATED"
	TokenCanceled = "TOKEN_CANCELED"
)
