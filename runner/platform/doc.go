// Package platform is the staged open platform that a merchant's server talks to, and what both sides of its protocol
// need: strings to sign, signatures and their spellings, keys, certificates. It answers as it is told to and judges
// nothing: a request that is signed wrongly is answered like any other, and noted.
package platform
