// language.js: what the probe needs of the language, taken before a wallet can change it.

var uncurry = Function.prototype.bind.bind(Function.prototype.call);
var hasOwn = uncurry(Object.prototype.hasOwnProperty);
var classOf = uncurry(Object.prototype.toString);
var inherits = uncurry(Object.prototype.isPrototypeOf);
var charCodeAt = uncurry(String.prototype.charCodeAt);
var substring = uncurry(String.prototype.substring);
var indexIn = uncurry(String.prototype.indexOf);
var trim = uncurry(String.prototype.trim);
var PAIR = /[\ud800-\udbff][\udc00-\udfff]/;
var hasPair = uncurry(RegExp.prototype.test);
var isoOf = uncurry(Date.prototype.toISOString);
var callWith = uncurry(Function.prototype.call);
var applyTo = uncurry(Function.prototype.apply);
var isArray = Array.isArray;
var create = Object.create;
var define = Object.defineProperty;
var ownNames = Object.getOwnPropertyNames;
var isExtensible = Object.isExtensible;
var enumerableKeys = Object.keys;
var freeze = Object.freeze;
var quote = JSON.stringify;
var round = Math.round;
var finite = isFinite;
var StringOf = String;
var DateType = Date;
var ErrorType = Error;
var TypeErrorType = TypeError;
var errorPrototype = Error.prototype;
var BigIntOf = typeof BigInt === 'function' ? BigInt : null; // ES2020, where there is one
var PromiseOf = typeof Promise === 'function' ? Promise : null; // ES2015, where there is one
var ProxyOf = typeof Proxy === 'function' ? Proxy : null; // ES2015, where there is one
var rejectWith = PromiseOf && PromiseOf.reject ? PromiseOf.reject : null;
var thenOf = PromiseOf ? uncurry(PromiseOf.prototype.then) : null;
var bindTo = uncurry(Function.prototype.bind);
var seal = Object.seal;
var SymbolOf = typeof Symbol === 'function' ? Symbol : null; // ES2015, where there is one

// Lists and objects that no changed prototype can reach.

function add(list, item) { setOwn(list, list.length, item); }

function get(object, name) {
  return name in object && hasOwn(object, name) ? object[name] : undefined; // most names are nowhere, which "in" tells at once
}

function includes(list, item) {
  for (var i = 0; i < list.length; i++) {
    if (list[i] === item) { return true; }
  }
  return false;
}

function same(a, b) {
  return a === b || (a !== a && b !== b);
}

var slot = create(null); // what define is told, over and over: it is done with it when it returns
slot.writable = slot.enumerable = slot.configurable = true;

function setOwn(object, name, value) {
  slot.value = value;
  define(object, name, slot);
  slot.value = undefined;
}
