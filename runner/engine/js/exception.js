// DOMException, as far as programs look at it.
(function () {
  'use strict';
  class DOMException extends Error {
    constructor(message, name) {
      super(message === undefined ? '' : message);
      Object.defineProperty(this, 'name', {
        value: name === undefined ? 'Error' : String(name), configurable: true, writable: true
      });
    }
    get code() {
      return { InvalidCharacterError: 5, TypeMismatchError: 17, QuotaExceededError: 22, DataCloneError: 25 }[this.name] || 0;
    }
  }
  return { DOMException: DOMException };
})
