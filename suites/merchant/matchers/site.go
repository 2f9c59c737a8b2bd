package matchers

import (
	"net/url"

	"golang.org/x/net/publicsuffix"

	"github.com/signspec/signspec/schemas/record"
)

// ofMerchant says whether a request goes to the merchant: to a site that a sign string came from, or that has a route of
// the signing, where it is known which have. Where no site of the merchant is known, any may be.
func (in evidence) ofMerchant(q request) bool {
	site, sites := siteOf(q.url), in.sites()
	return site == "" || len(sites) == 0 || sites[site]
}

// sites returns the sites of the merchant.
func (in evidence) sites() map[string]bool {
	return kept(in, "sites of the merchant", func() map[string]bool {
		sites := map[string]bool{}
		for _, r := range in.Run {
			for _, q := range requests(r, -1) {
				if q.role != "" && in.hasRole(q.role) || gaveSignStr(r, q) {
					sites[siteOf(q.url)] = true
				}
			}
		}
		return sites
	})
}

// gaveSignStr says whether the reply to a request held the sign string.
func gaveSignStr(r record.Record, q request) bool {
	if r.Stage == nil {
		return false
	}
	for _, e := range r.Events[q.index:] {
		if e.Type == record.Replied && field(e, "id").Equal(q.id) {
			return carries(field(e, "body"), r.Stage.SignStr)
		}
	}
	return false
}

// siteOf returns who a URL belongs to: the domain that somebody has registered, or the host where there is none such; ""
// for a URL without a host.
func siteOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	if site, err := publicsuffix.EffectiveTLDPlusOne(u.Hostname()); err == nil {
		return site
	}
	return u.Host
}
