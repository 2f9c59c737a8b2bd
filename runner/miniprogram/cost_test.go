package miniprogram_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/miniprogram"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/merchant"
)

// The benchmarks of this file say what programs cost that do more than most: each performs every scenario of the plan.
// In seconds for the whole plan, on two cores: rows that tick 5, rows that are set to what they were 3, 300 pages 2, a
// shop with a countdown 3, an ordinary program 0.25.

func BenchmarkRowsThatTick(b *testing.B)       { benchmarkPlan(b, costly(tickingRows, nil)) }
func BenchmarkRowsSetToTheSame(b *testing.B)   { benchmarkPlan(b, costly(sameRows, sameRow)) }
func BenchmarkThreeHundredPages(b *testing.B)  { benchmarkPlan(b, manyPages(300)) }
func BenchmarkShopWithACountdown(b *testing.B) { benchmarkPlan(b, costly(shop, shopItem)) }

// buying is the flow that all of them have.
const buying = `
	buy() {
		if (this.busy) return
		this.busy = true
		this.setData({ note: '' })
		my.request({
			url: 'https://m.test/prepare', method: 'POST',
			success: ({ data }) => (data && data.url ? this.sign(data.url) : this.end('closed')), fail: () => this.end('closed'),
		})
	},
	sign(signStr) {
		let over = false
		const once = (f) => (res) => { if (!over) { over = true; clearTimeout(clock); f(res || {}) } }
		const clock = setTimeout(once(() => this.end('no answer')), 60000)
		try {
			my.signContract({
				signStr, success: once((res) => (res.authCode ? this.send(res) : this.end('nothing'))),
				fail: once(({ error }) => this.end({ 6001: '', 7001: 'not known' }[error] || 'failed')),
			})
		} catch (e) { once(() => this.end('failed'))() }
	},
	send({ authCode, authState }) {
		my.request({
			url: 'https://m.test/result', method: 'POST', data: { authCode, authState },
			success: ({ data }) => this.end(data && data.ok ? 'signed' : 'refused'), fail: () => this.end('no server'),
		})
	},
	end(note) { this.busy = false; this.setData({ note }) },`

// program is the page and the component of a costly program.
type costlyPage struct{ script, template string }

var tickingRows = costlyPage{`
	data: { note: '', rows: Array.from({ length: 200 }, (_, i) => ({ name: 'offer ' + i, icon: '/i.png', left: 5000 + i })) },
	onLoad() {
		setInterval(() => this.setData({ rows: this.data.rows.map((row) => ({ name: row.name, icon: row.icon, left: row.left - 1 })) }), 100)
	},` + buying, `<view><button id="buy" onTap="buy">Buy</button><text>{{note}}</text>
	<view a:for="{{rows}}" class="row"><image src="{{item.icon}}" /><text>{{item.name}} ends in {{item.left}}</text></view></view>`}

var sameRows = costlyPage{`
	data: { note: '', rows: Array.from({ length: 200 }, (_, i) => ({ name: 'offer ' + i })) },` + buying,
	`<view><button id="buy" onTap="buy">Buy</button><text>{{note}}</text><row a:for="{{rows}}" name="{{item.name}}" /></view>`}

var sameRow = &costlyPage{`
	data: { look: '', tags: [] }, props: { name: '' },
	didMount() { this.setData({ look: '', tags: [] }) },
	didUpdate() { this.setData({ look: '', tags: [] }) },`, `<view class="{{look}}"><text>{{name}}</text><text a:for="{{tags}}">{{item}}</text></view>`}

var shop = costlyPage{`
	data: {
		note: '', left: 1800, tab: 0, sum: 0,
		tabs: ['new', 'sale', 'all'].map((name) => ({ name })),
		goods: Array.from({ length: 60 }, (_, i) => ({ id: i, name: 'thing ' + i, price: i * 1.5, tags: ['a', 'b', 'c'], count: 0 })),
	},
	onLoad() {
		setInterval(() => {
			const left = this.data.left - 1
			this.setData({ left, clock: [left / 3600, left / 60 % 60, left % 60].map((n) => ('0' + Math.floor(n)).slice(-2)) })
		}, 1000)
	},
	onTab(e) { this.setData({ tab: e.currentTarget.dataset.tab }) },
	onCount(e) { this.setData({ ['goods[' + e.detail.id + '].count']: e.detail.count }) },` + buying, `
	<view class="head"><text a:for="{{tabs}}" class="tab {{tab === index ? 'on' : ''}}" data-tab="{{index}}" onTap="onTab">{{item.name}}</text></view>
	<view class="clock"><text>Offer ends in</text><text a:for="{{clock}}" class="digit">{{item}}</text><text>{{left}} s</text></view>
	<scroll-view><row a:for="{{goods}}" a:key="id" name="{{item.name}}" price="{{item.price}}" count="{{item.count}}" number="{{item.id}}" onCount="onCount">
		<text a:for="{{item.tags}}" a:for-item="tag" class="tag">{{tag}}</text></row></scroll-view>
	<view class="foot"><text>{{sum > 0 ? sum : 'nothing yet'}}</text><button id="buy" onTap="buy">Buy</button><text a:if="{{note}}">{{note}}</text></view>`}

var shopItem = &costlyPage{`
	data: { open: false }, props: { name: '', price: 0, count: 0, number: 0 },
	methods: {
		onOpen() { this.setData({ open: !this.data.open }) },
		onMore() { this.triggerEvent('count', { id: this.props.number, count: this.props.count + 1 }) },
	},`, `<view class="{{open ? 'row open' : 'row'}}" onTap="onOpen"><image src="/goods/{{number}}.png" /><text class="name">{{name}}</text>
	<text class="price">{{price > 0 ? price : 'free'}}</text><slot /><view catchTap="onMore"><text>+</text></view><text a:if="{{count > 0}}">{{count}}</text></view>`}

// costly are the files of a program of one page, and of one component on it.
func costly(page costlyPage, component *costlyPage) map[string]string {
	files := map[string]string{
		"pages/index/index.js": "Page({" + page.script + "\n})", "pages/index/index.axml": page.template,
		"app.acss":               ".row { display: flex } .hidden { display: none } .tab.on { color: red }",
		"pages/index/index.acss": ".foot text { display: block } .gone .row { visibility: hidden }",
	}
	if component != nil {
		files["pages/index/index.json"] = `{ "usingComponents": { "row": "/components/row" } }`
		files["components/row.json"] = `{ "component": true }`
		files["components/row.js"] = "Component({" + component.script + "\n})"
		files["components/row.axml"] = component.template
	}
	return files
}

func manyPages(n int) map[string]string {
	files := costly(costlyPage{`data: { note: '' },` + buying, `<view><button id="buy" onTap="buy">Buy</button><text>{{note}}</text></view>`}, nil)
	pages := []string{`"pages/index/index"`}
	for i := range n - 1 {
		name := fmt.Sprintf("pages/p%d/p%d", i, i)
		pages = append(pages, `"`+name+`"`)
		files[name+".js"] = fmt.Sprintf("import { text } from '/texts/t%d'\nPage({ data: { text }, onGo() { my.navigateTo({ url: '/pages/p%d/p%d' }) } })", i, (i+1)%(n-1), (i+1)%(n-1))
		files[name+".axml"] = `<view class="page"><view a:if="{{text}}" class="title"><text>{{text}}</text></view><button onTap="onGo">Go</button></view>`
		files[name+".json"] = `{ "defaultTitle": "Page" }`
		files[fmt.Sprintf("texts/t%d.js", i)] = fmt.Sprintf("export const text = 'page %d'", i)
	}
	files["app.json"] = `{ "pages": [` + strings.Join(pages, ", ") + "] }"
	return files
}

func benchmarkPlan(b *testing.B, files map[string]string) {
	dir := write(b, files)
	options := configured(b, dir, strings.Replace(basic, "start: start", "start: buy", 1))
	for b.Loop() {
		program := miniprogram.Start(options)
		if _, err := program.Describe(context.Background()); err != nil {
			b.Fatal(err)
		}
		plan := merchant.NewPlan(schemas.Documented())
		program.Ahead(context.Background(), plan.Scenarios) // as the command does
		for _, name := range plan.Names() {
			scenario, _ := plan.Scenario(name)
			if _, err := program.Perform(context.Background(), scenario); err != nil {
				b.Fatal(err)
			}
		}
		program.Close()
	}
}
