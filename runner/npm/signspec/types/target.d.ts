// Written from schemas/target.schema.json by: go test ./runner/npm/typings -update

/** How a wallet is reached: its driver, how outcomes are staged, what to wait for. Paths are relative to the file. ${NAME} is a variable of the environment where the field says so. */
export type WalletFile = {
  /** What is judged, where the wallet does not say so itself. */
  subject?: {
    /** What the wallet is called in the reports. */
    name?: string
    /** The wallet's version. */
    version?: string
    /** The file that ships; its digest stands in the reports and in a certificate. */
    artifact?: string
  }
  /** The edition of the contract: the name of a profile, or a YAML file. The flag --profile wins. */
  profile?: string
  /** How much is performed; thrifty makes at most 12 authorisations, for a wallet where each costs a person's time. The flag --plan wins. */
  plan?: 'full' | 'thrifty'
  report?: Report
  out?: Out
  strict?: Strict
  baseline?: Baseline
  /** Exactly one driver, with its options. */
  driver: {
    /** An adapter module, which runs in the embedded engine. */
    script: string
    exec?: never
    browser?: never
    webdriver?: never
    socket?: never
  } | {
    script?: never
    /** The command of an adapter process, which starts in the file's folder. */
    exec: string[]
    browser?: never
    webdriver?: never
    socket?: never
  } | {
    script?: never
    exec?: never
    browser: Browser
    webdriver?: never
    socket?: never
  } | {
    script?: never
    exec?: never
    browser?: never
    webdriver: Webdriver
    socket?: never
  } | {
    script?: never
    exec?: never
    browser?: never
    webdriver?: never
    socket: Socket
  }
  /** How outcomes are arranged; without it, the adapter or the page does it. It goes with browser, webdriver and socket. */
  stage?: {
    /** a URL that gets {outcome, authState} and answers {signStr}, such as http://localhost:3000/stage; ${NAME} is a variable of the environment */
    hook?: string
    /** A command line that does the same over its standard input and output; it starts in the file's folder. */
    command?: string
    signStr?: SignStrs
    /** A person is told what to do; hook, command or signStr says what is to be signed. */
    operator?: boolean
    actions?: Actions
  }
  /** How long to wait for every call; the driver's own times where it is missing. */
  timing?: {
    /** How long a call may take to settle. The flag --settle wins. */
    settle?: Duration
    /** How long a call that has settled is watched for more callbacks. The flag --quiet wins. */
    quiet?: Duration
  }
}

/** Which reports to write. The flag --report wins. */
export type Report = Array<'junit' | 'json' | 'html' | 'markdown' | 'sarif' | 'gitlab' | 'badge' | 'shields' | 'ndjson' | 'all'>

/** The folder for the reports, in the folder of this file. The flag --out wins, and may name any. */
export type Out = string

/** Whether a broken should makes the run nonconformant. The flag --strict wins. */
export type Strict = boolean

/** A file of breaks that are known and accepted for now. The flag --baseline wins. */
export type Baseline = string

/** a duration such as 500ms or 30s */
export type Duration = string

/** A string to sign, alone or with the state that it carries: without it, nobody can say whether the state comes back. */
export type SignStr = string | {
  /** The string to sign. */
  signStr: string
  /** The state that it carries. */
  authState?: string
}

/** Strings to sign, by the outcome that their accounts always end in. An outcome that is missing cannot be staged. */
export type SignStrs = {
  /** The authorisation succeeds. */
  approve?: SignStr
  /** The user cancels. */
  cancel?: SignStr
  /** The network fails. */
  network?: SignStr
  /** The result is unknown. */
  unknown?: SignStr
  /** The signing fails. */
  fail?: SignStr
}

/** What is done on the authorisation page, by outcome. An outcome that is missing cannot be staged. */
export type Actions = {
  /** What approves. */
  approve?: Steps
  /** What cancels. */
  cancel?: Steps
  /** What makes the network fail. */
  network?: Steps
  /** What leaves the result unknown. */
  unknown?: Steps
  /** What makes the signing fail. */
  fail?: Steps
}

/** Actions, one after another. */
export type Steps = Action[]

/** One thing that a person does. */
export type Action = {
  /** The element to press with a mouse: a CSS selector in a page, a text or an accessibility id in an app. */
  click: string
  tap?: never
  type?: never
  back?: never
  waitFor?: never
  wait?: never
  network?: never
} | {
  click?: never
  /** The element to press with a finger. */
  tap: string
  type?: never
  back?: never
  waitFor?: never
  wait?: never
  network?: never
} | {
  click?: never
  tap?: never
  /** Writes text into an element. */
  type: {
    /** The element to write into. */
    into: string
    /** What to write; ${NAME} is a variable of the environment. */
    text: string
  }
  back?: never
  waitFor?: never
  wait?: never
  network?: never
} | {
  click?: never
  tap?: never
  type?: never
  /** Goes back, as the button of a phone does. */
  back: true
  waitFor?: never
  wait?: never
  network?: never
} | {
  click?: never
  tap?: never
  type?: never
  back?: never
  /** The element to wait for. */
  waitFor: string
  wait?: never
  network?: never
} | {
  click?: never
  tap?: never
  type?: never
  back?: never
  waitFor?: never
  /** How long to wait. */
  wait: Duration
  network?: never
} | {
  click?: never
  tap?: never
  type?: never
  back?: never
  waitFor?: never
  wait?: never
  /** Takes the network away, or gives it back; it is on again for whatever is staged next. */
  network: 'on' | 'off'
}

/** Which page or worker of a browser. */
export type Choice = {
  /** What it is. */
  type?: 'page' | 'iframe' | 'worker' | 'webview'
  /** Its exact URL. */
  url?: string
  /** A regular expression that is found in its URL or its title. */
  pattern?: string
}

/** Chromium, started or attached to. */
export type Browser = {
  /** The page to load; without it the browser at devtools keeps the page that it has. */
  url?: string
  /** An adapter module to run in a blank page, instead of a URL. */
  module?: string
  /** Where a browser listens that runs already: 9222, host:port or the socket of a page. */
  devtools?: string | number
  /** Where my is; the first page that has one where it is missing. */
  target?: Choice
  /** Where the actions are performed, where it is not the page of the call or a frame in it. */
  actionsOn?: Choice
  /** The program to start; one is looked for where it is missing. */
  chromium?: string
  /** The clock of the page; virtual for a module that stages by itself, and real otherwise. */
  time?: 'real' | 'virtual'
  /** How long a page that has loaded may take until its my is there; 5s where it is missing. */
  ready?: Duration
  /** How long a scenario may take in real time before the page counts as stuck; what its waits allow where it is missing. */
  limit?: Duration
}

/** A place on a device. */
export type Place = {
  /** One of Appium's contexts: its name, such as NATIVE_APP, or a regular expression that is found in it, such as WEBVIEW. */
  context?: string
  /** A regular expression that is found in the window's URL or its title. */
  window?: string
  /** The CSS selectors of the frames to enter, the outermost first. */
  frame?: string[]
}

/** A command of the session: a script with its args, or a path with its body. */
export type Command = {
  /** A script to execute, such as "mobile: shell". */
  script?: string
  /** The arguments of the script. */
  args?: unknown[]
  /** a path below the session's URL that is posted to, such as appium/device/toggle_wifi */
  path?: string
  /** What is posted to the path. */
  body?: unknown
}

/** A WebDriver server: chromedriver, Appium, a grid, a device cloud. */
export type Webdriver = {
  /** the URL of the server, such as http://127.0.0.1:4723; ${NAME} is a variable of the environment */
  server: string
  /** A PEM file of the authorities that vouch for a server behind https, beside those of the system. */
  ca?: string
  /** Headers of every request, which are never shown; ${NAME} is a variable of the environment. */
  headers?: {
    [key: string]: string
  }
  /** The capabilities of the session, or alwaysMatch and firstMatch with them; ${NAME} is a variable of the environment. */
  capabilities?: {
    /** Capabilities that every session has. */
    alwaysMatch?: {
      [key: string]: unknown
    }
    /** Sets of further capabilities; the first that the server can serve is taken. */
    firstMatch?: Array<{
      [key: string]: unknown
    }>
  } | {
    [key: string]: unknown
  }
  /** The page to load; without it the session keeps what it starts with, such as the WebView of an app. */
  url?: string
  /** Where my is; the first page that has one where it is missing. */
  target?: Place
  /** Where the actions are performed, where it is not the window of the call or another one of its context. */
  actionsOn?: Place
  /** How the network is switched; by what Chromium and Android have where it is missing. */
  network?: {
    /** What takes it away. */
    off: Command
    /** What gives it back. */
    on: Command
  }
  /** How long a page may keep a script waiting before it counts as crashed; 20s where it is missing. */
  busy?: Duration
}

/** A probe on a device that dials out, as "signspec listen" waits for it. */
export type Socket = {
  /** Where to listen, such as 192.168.1.20:8765; this machine only where it is missing. */
  address?: string
  /** a scheme and a host, such as https://probe.example.com, by which a device reaches this through a tunnel or a proxy */
  publicUrl?: string
  /** Origins of pages of the wallet's own that load the probe. */
  allowOrigins?: string[]
  /** The file that keeps the token of the link, so that it stays the same; made where it is missing. */
  tokenFile?: string
  /** A folder to write the probe mini program into, with the link in it. */
  writeProbe?: string
  /** An adapter module that the H5 page loads; without it the probe checks the my that it finds. */
  module?: string
  /** How long to wait for a device; 10m where it is missing. */
  wait?: Duration
}
