package engine_test

import "testing"

// TestURL compares with what browsers and Node.js answer.
func TestURL(t *testing.T) {
	expressions{
		`new URL('HTTPS://User:p%40@EXAMPLE.com:443/a/../b c?x=1&y=é#h i').href`: "https://User:p%40@example.com/b%20c?x=1&y=%C3%A9#h%20i",
		`(({ origin, protocol, username, password, host, hostname, port, pathname, search, hash }) => [origin, protocol, username, password, host, hostname, port, pathname, search, hash].join(' '))(new URL('http://u:p@h:8080/p?q#f'))`: "http://h:8080 http: u p h:8080 h 8080 /p ?q #f",
		`new URL('../x?y', 'https://a.b/c/d/e').href, new URL('//o/p', 'https://a.b').href`:         "https://a.b/c/x?y https://o/p",
		`new URL('https://münchen.de/').host, new URL('http://0x7f.1/').host`:                       "xn--mnchen-3ya.de 127.0.0.1",
		`new URL('mailto:a@b').pathname, new URL('mailto:a@b').origin, new URL('file:///x').origin`: "a@b null null",
		`new URL('my-app://pay/sign?x=%E2%82%AC').href, new URL('data:text/plain,hi').href`:         "my-app://pay/sign?x=%E2%82%AC data:text/plain,hi",
		`new URL('nothing')`:         "TypeError: Invalid URL: nothing",
		`new URL('https://')`:        "TypeError: Invalid URL: https://",
		`new URL('https://a:99999')`: "TypeError: Invalid URL: https://a:99999",
		`new URL()`:                  "TypeError: URL needs an address",
		`URL.canParse('x'), URL.canParse('x', 'https://a'), URL.parse('x'), URL.parse('https://a').href`:                                                            "false true null https://a/",
		`JSON.stringify({ u: new URL('https://a') }), String(new URL('https://a')), Object.prototype.toString.call(new URL('https://a'))`:                           `{"u":"https://a/"} https://a/ [object URL]`,
		`(() => { const u = new URL('https://a/b?c#d'); u.protocol = 'http'; u.host = 'x:81'; u.pathname = '/é'; u.search = 'q=ü'; u.hash = ''; return u.href })()`: "http://x:81/%C3%A9?q=%C3%BC",
		`(() => { const u = new URL('https://a/?x=1'); u.port = '70000'; u.host = ''; u.protocol = 'nope nope'; return u.href })()`:                                 "https://a/?x=1",
		`(() => { const u = new URL('https://a'); u.href = 'nothing' })()`:                                                                                          "TypeError: Invalid URL: nothing",
		// what a sign string looks like: a URL within a URL
		`new URL('https://w.example/sign?authId=1&next=https%3A%2F%2Fm.example%2F%3Fa%3D1%26b%3D%25E4%25BD%25A0').searchParams.get('next')`: "https://m.example/?a=1&b=%E4%BD%A0",
	}.run(t)
}

func TestURLSearchParams(t *testing.T) {
	expressions{
		`String(new URLSearchParams({ a: 1, 'b c': 'é&=+', d: '~!*()\'' }))`:                                        "a=1&b+c=%C3%A9%26%3D%2B&d=%7E%21*%28%29%27",
		`[...new URLSearchParams('?a=1&a=2&b&=c&&d=%zz%41+x')]`:                                                     `[["a", "1"], ["a", "2"], ["b", ""], ["", "c"], ["d", "%zzA x"]]`,
		`new URLSearchParams([['a', 1], ['b', 2]]).get('b'), new URLSearchParams(new Map([['m', 'n']])).toString()`: "2 m=n",
		`new URLSearchParams([['a']])`:                                                                              "TypeError: a query parameter is a pair of name and value",
		`new URLSearchParams('a=%E4%BD%A0&b=%FF').get('a'), new URLSearchParams('b=%FF').get('b')`:                  "你 \ufffd",
		`(() => { const p = new URLSearchParams('b=1&a=2&b=3'); p.sort(); p.append('c', 4); p.set('b', 9); p.delete('a'); return [p.toString(), p.size, p.has('b', 9), p.has('x'), p.getAll('b'), p.get('x')] })()`: `["b=9&c=4", 2, true, false, ["9"], null]`,
		`(() => { const seen = []; new URLSearchParams('a=1&b=2').forEach((v, k, p) => seen.push(k + v, p.size)); return seen })()`:                                                                                 `["a1", 2, "b2", 2]`,
		`[[...new URLSearchParams('a=1&b=2').keys()], [...new URLSearchParams('a=1&b=2').values()]]`:                                                                                                                `[["a", "b"], ["1", "2"]]`,
		`(() => { const u = new URL('https://a/?x=1#h'); u.searchParams.append('y', 'é b'); u.searchParams.delete('x'); return u.href })()`:                                                                         "https://a/?y=%C3%A9+b#h",
		`(() => { const u = new URL('https://a/?x=1'); const p = u.searchParams; u.search = '?z=2'; const seen = [p.get('z'), p === u.searchParams]; p.delete('z'); seen.push(u.href); return seen })()`:            `["2", true, "https://a/"]`,
		`Object.getOwnPropertyNames(URL).sort(), Object.getOwnPropertyNames(URLSearchParams).sort()`:                                                                                                                `["canParse", "length", "name", "parse", "prototype"] ["length", "name", "prototype"]`,
	}.run(t)
}
