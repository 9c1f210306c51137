'use strict';
// Jinja2's grammar on top of nunjucks' parser. nunjucks brings the statements and the way of parsing; what
// differs between the two languages (how expressions bind, tests, slices, strings, white space) is said anew
// here. The result is a tree as JSON: {k: kind, t: text, l: line, c: [children]}; models/playbook/template/node.h
// lists the kinds. Nothing is compiled to JavaScript: the tree is evaluated in C++, which knows Python's values.

var lexer = require('./lexer');
var Parser = require('./parser').Parser;

function node(kind, line, text, children) {
  return {k: kind, l: line + 1, t: text || '', c: children || []};
}

function TemplateSyntax(message, line) {
  this.message = message;
  this.line = line;
}

var OPENING = {'(': 'left-paren', '[': 'left-bracket', '{': 'left-curly'};
var CLOSING = {')': 'right-paren', ']': 'right-bracket', '}': 'right-curly'};
var OTHERS = {',': 'comma', ':': 'colon', '~': 'tilde', '|': 'pipe'};
var TOKEN = new RegExp(
  '(\\s+)' +
  '|([A-Za-z_\\u0080-\\uffff][A-Za-z0-9_\\u0080-\\uffff]*)' +
  '|(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+)' +
  '|(\\d[\\d_]*\\.\\d[\\d_]*(?:[eE][+-]?\\d+)?|\\d[\\d_]*[eE][+-]?\\d+)' +
  '|(\\d[\\d_]*)' +
  '|("(?:[^"\\\\]|\\\\[\\s\\S])*"|\'(?:[^\'\\\\]|\\\\[\\s\\S])*\')' +
  '|(==|!=|<=|>=|//|\\*\\*|[-+*/%~<>=.,:|()\\[\\]{}])' +
  '|([\\s\\S])', 'g');

// The tokens of a template as nunjucks' parser asks for them, but white space as Jinja2 has it.
function Tokens(text, options) {
  this.text = text;
  this.at = 0;
  this.line = 0;
  this.tags = {
    BLOCK_START: options.blockStart || '{%', BLOCK_END: options.blockEnd || '%}',
    VARIABLE_START: options.variableStart || '{{', VARIABLE_END: options.variableEnd || '}}',
    COMMENT_START: options.commentStart || '{#', COMMENT_END: options.commentEnd || '#}'
  };
  this.trimBlocks = options.trimBlocks;
  this.lstripBlocks = options.lstripBlocks;
  this.rawStrings = options.rawStrings;
  this.inside = null;
  this.nesting = [];
  this.stripNext = false;
  this.regexp = new RegExp(TOKEN.source, 'g');
  var quote = function (tag) { return tag.replace(/[^A-Za-z0-9]/g, '\\$&'); };
  var t = this.tags;
  this.starts = new RegExp([t.BLOCK_START, t.VARIABLE_START, t.COMMENT_START].map(quote).join('|'), 'g');
  this.rawStart = new RegExp('^[-+]?\\s*raw\\s*([-+]?)' + quote(t.BLOCK_END));
  this.rawEnd = new RegExp(quote(t.BLOCK_START) + '([-+]?)\\s*endraw\\s*([-+]?)' + quote(t.BLOCK_END), 'g');
}

Tokens.prototype.fail = function (message) {
  throw new TemplateSyntax(message, this.line + 1);
};

Tokens.prototype.token = function (type, value) {
  return {type: type, value: value, lineno: this.line, colno: 0};
};

Tokens.prototype.advance = function (end) {
  for (var i = this.text.indexOf('\n', this.at); i !== -1 && i < end; i = this.text.indexOf('\n', i + 1)) {
    this.line++;
  }
  this.at = end;
};

// After the end of a tag: what of the text that follows belongs to it.
Tokens.prototype.trim = function (sign, isVariable) {
  if (sign === '-') {
    this.stripNext = true;
  } else if (sign !== '+' && !isVariable && this.trimBlocks) {
    if (this.text.charAt(this.at) === '\n') {
      this.advance(this.at + 1);
    } else if (this.text.substr(this.at, 2) === '\r\n') {
      this.advance(this.at + 2);
    }
  }
};

Tokens.prototype.strip = function (data) {
  if (this.stripNext) {
    data = data.replace(/^\s+/, '');
  }
  this.stripNext = false;
  return data;
};

Tokens.prototype.nextToken = function () {
  return this.inside ? this.nextInTag() : this.nextOutside();
};

Tokens.prototype.nextOutside = function () {
  while (this.at < this.text.length) {
    this.starts.lastIndex = this.at;
    var match = this.starts.exec(this.text);
    var end = match ? match.index : this.text.length;
    var data = this.text.substring(this.at, end);
    var begun = this.at;
    var token = this.token('data', '');
    this.advance(end);
    if (!match) {
      token.value = this.strip(data);
      return token.value ? token : null;
    }
    var tag = match[0];
    var after = end + tag.length;
    var sign = this.text.charAt(after);
    var isVariable = tag === this.tags.VARIABLE_START;
    data = this.strip(data);
    if (sign === '-') {
      data = data.replace(/\s+$/, '');
    } else if (sign !== '+' && this.lstripBlocks && !isVariable) {
      var line = data.lastIndexOf('\n') + 1;
      if ((line > 0 || begun === 0 || this.text.charAt(begun - 1) === '\n') && /^\s+$/.test(data.substr(line))) {
        data = data.substr(0, line);
      }
    }
    token.value = data;
    if (tag === this.tags.COMMENT_START) {
      var close = this.text.indexOf(this.tags.COMMENT_END, after);
      if (close < 0) {
        this.fail('Missing end of comment tag');
      }
      var last = close > after ? this.text.charAt(close - 1) : '';
      this.advance(close + this.tags.COMMENT_END.length);
      this.trim(last, false);
    } else if (tag === this.tags.BLOCK_START && this.isRaw(after)) {
      token.value += this.raw(after);
    } else {
      this.pending = this.token(isVariable ? 'variable-start' : 'block-start', tag);
      this.inside = isVariable ? 'variable' : 'block';
      this.advance(sign === '-' || sign === '+' ? after + 1 : after);
      if (token.value) {
        return token;
      }
      return this.nextInTag();
    }
    if (token.value) {
      return token;
    }
  }
  return null;
};

Tokens.prototype.isRaw = function (after) {
  this.rawMatch = this.rawStart.exec(this.text.substr(after, 200));
  return this.rawMatch !== null;
};

Tokens.prototype.raw = function (after) {
  this.advance(after + this.rawMatch[0].length);
  this.stripNext = this.rawMatch[1] === '-';
  this.rawEnd.lastIndex = this.at;
  var match = this.rawEnd.exec(this.text);
  if (!match) {
    this.fail('Missing end of raw directive');
  }
  var data = this.strip(this.text.substring(this.at, match.index));
  if (match[1] === '-') {
    data = data.replace(/\s+$/, '');
  } else if (match[1] !== '+' && this.lstripBlocks) {
    data = data.replace(/(^|\n)[^\S\n]+$/, '$1');
  }
  this.advance(match.index + match[0].length);
  this.trim(match[2], false);
  return data;
};

Tokens.prototype.nextInTag = function () {
  if (this.pending) {
    var start = this.pending;
    this.pending = null;
    return start;
  }
  for (;;) {
    if (this.at >= this.text.length) {
      this.fail(this.inside === 'variable' ? 'unexpected end of template, expected \'' + this.tags.VARIABLE_END + '\''
                                           : 'unexpected end of template, expected \'' + this.tags.BLOCK_END + '\'');
    }
    if (!this.nesting.length) {
      var isVariable = this.inside === 'variable';
      var tag = isVariable ? this.tags.VARIABLE_END : this.tags.BLOCK_END;
      var sign = this.text.charAt(this.at);
      var from = sign === '-' || (sign === '+' && !isVariable) ? this.at + 1 : this.at;
      if (this.text.substr(this.at, tag.length) === tag) {
        from = this.at;
        sign = '';
      }
      if (this.text.substr(from, tag.length) === tag) {
        var end = this.token(isVariable ? 'variable-end' : 'block-end', tag);
        this.advance(from + tag.length);
        this.inside = null;
        this.trim(sign, isVariable);
        return end;
      }
    }
    this.regexp.lastIndex = this.at;
    var m = this.regexp.exec(this.text);
    var token = this.token('', m[0]);
    this.advance(this.at + m[0].length);
    if (m[1] !== undefined) {
      continue;
    }
    return this.typed(token, m);
  }
};

Tokens.prototype.typed = function (token, m) {
  if (m[2] !== undefined) {
    token.type = 'symbol';
  } else if (m[3] !== undefined) {
    token.type = 'int';
    token.value = String(Number(m[0].replace(/_/g, '')));
  } else if (m[4] !== undefined) {
    token.type = 'float';
    token.value = m[0].replace(/_/g, '');
  } else if (m[5] !== undefined) {
    token.type = 'int';
    token.value = m[0].replace(/_/g, '');
  } else if (m[6] !== undefined) {
    token.type = 'string';
    token.value = this.unquote(m[0].substring(1, m[0].length - 1));
  } else if (m[7] !== undefined) {
    token.type = OPENING[m[0]] || CLOSING[m[0]] || OTHERS[m[0]] || 'operator';
    if (OPENING[m[0]]) {
      this.nesting.push({'(': ')', '[': ']', '{': '}'}[m[0]]);
    } else if (CLOSING[m[0]]) {
      var expected = this.nesting.pop();
      if (expected !== m[0]) {
        this.fail("unexpected '" + m[0] + "'" + (expected ? ", expected '" + expected + "'" : ''));
      }
    }
  } else {
    this.fail(m[0] === '\u0000' ? 'unexpected end of expression' : 'unexpected char ' + JSON.stringify(m[0]));
  }
  return token;
};

// Python's escapes. In a playbook's "{{ … }}" Ansible leaves backslashes as they are.
Tokens.prototype.unquote = function (text) {
  if (text.indexOf('\\') < 0) {
    return text;
  }
  if (this.rawStrings && this.inside === 'variable') {
    return text;
  }
  var simple = {n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\\': '\\', "'": "'", '"': '"', '\n': ''};
  return text.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[0-7]{1,3}|[\s\S])/g, function (all, what) {
    if (what.length > 1 && (what[0] === 'x' || what[0] === 'u')) {
      return String.fromCharCode(parseInt(what.substr(1), 16));
    }
    if (/^[0-7]/.test(what)) {
      return String.fromCharCode(parseInt(what, 8));
    }
    return simple.hasOwnProperty(what) ? simple[what] : all;
  });
};

var JinjaParser = Parser.extend('JinjaParser', {
  fail: function (message, line) {
    throw new TemplateSyntax(message, (line === undefined ? this.tokens.line : line) + 1);
  },
  expect: function (type) {
    var token = this.nextToken();
    if (!token || token.type !== type) {
      this.fail('expected ' + type + ", got '" + (token ? token.value : 'end of template') + "'", token ? token.lineno : undefined);
    }
    return token;
  },
  isNext: function (type, value) {
    var token = this.peekToken();
    return token !== null && token !== undefined && token.type === type && (value === undefined || token.value === value);
  },
  operator: function (values) {
    var token = this.peekToken();
    if (token && (token.type === 'operator' || token.type === 'tilde') && values.indexOf(token.value) >= 0) {
      return this.nextToken();
    }
    return null;
  },
  name: function () { return this.expect('symbol').value; },
  lineno: function () {
    var token = this.peekToken();
    return token ? token.lineno : this.tokens.line;
  },

  // ---- expressions
  parseExpression: function () { return this.parseInlineIf(); },
  parseInlineIf: function () {
    var line = this.lineno();
    var value = this.parseOr();
    while (this.skipSymbol('if')) {
      var condition = this.parseOr();
      value = node('cond', line, '', [condition, value, this.skipSymbol('else') ? this.parseInlineIf() : null]);
    }
    return value;
  },
  parseOr: function () { return this.chain('or', 'parseAnd'); },
  parseAnd: function () { return this.chain('and', 'parseNot'); },
  chain: function (word, part) {
    var left = this[part]();
    while (this.skipSymbol(word)) {
      left = node(word, left.l - 1, '', [left, this[part]()]);
    }
    return left;
  },
  parseNot: function () {
    var line = this.lineno();
    return this.skipSymbol('not') ? node('not', line, '', [this.parseNot()]) : this.parseCompare();
  },
  parseCompare: function () {
    var first = this.parseSum();
    var operands = [];
    for (;;) {
      var op = this.operator(['==', '!=', '<', '>', '<=', '>=']);
      if (op) {
        operands.push(node('operand', op.lineno, op.value, [this.parseSum()]));
      } else if (this.skipSymbol('in')) {
        operands.push(node('operand', this.tokens.line, 'in', [this.parseSum()]));
      } else if (this.isNext('symbol', 'not')) {
        this.nextToken();
        if (!this.skipSymbol('in')) {
          this.fail("unexpected 'not'");
        }
        operands.push(node('operand', this.tokens.line, 'not in', [this.parseSum()]));
      } else {
        break;
      }
    }
    return operands.length ? node('compare', first.l - 1, '', [first].concat(operands)) : first;
  },
  binary: function (operators, part) {
    var left = this[part]();
    for (var op = this.operator(operators); op; op = this.operator(operators)) {
      left = node('binary', op.lineno, op.value, [left, this[part]()]);
    }
    return left;
  },
  parseSum: function () { return this.binary(['+', '-'], 'parseConcat'); },
  parseConcat: function () { return this.binary(['~'], 'parseProduct'); },
  parseProduct: function () { return this.binary(['*', '/', '//', '%'], 'parsePower'); },
  parsePower: function () { return this.binary(['**'], 'parseUnary'); },
  parseUnary: function (noFilters) {
    var op = this.operator(['-', '+']);
    var value = op ? node(op.value === '-' ? 'neg' : 'pos', op.lineno, '', [this.parseUnary(true)])
                   : this.parsePostfix(this.parsePrimary());
    return noFilters ? value : this.parseFilters(value);
  },
  parsePrimary: function () {
    var token = this.nextToken();
    if (!token) {
      this.fail('unexpected end of template');
    }
    switch (token.type) {
    case 'symbol':
      if (/^(true|True|false|False|none|None)$/.test(token.value)) {
        return node('literal', token.lineno, token.value.toLowerCase());
      }
      return node('name', token.lineno, token.value);
    case 'string':
      while (this.isNext('string')) {
        token.value += this.nextToken().value;
      }
      return node('string', token.lineno, token.value);
    case 'int':
    case 'float':
      return node(token.type, token.lineno, token.value);
    case 'left-paren':
      return this.parseParenthesis(token.lineno);
    case 'left-bracket':
      return node('list', token.lineno, '', this.parseItems('right-bracket'));
    case 'left-curly':
      return this.parseDict(token.lineno);
    }
    this.fail("unexpected '" + token.value + "'", token.lineno);
  },
  parseItems: function (end) {
    var items = [];
    while (!this.skip(end)) {
      if (items.length) {
        this.expect('comma');
        if (this.skip(end)) {
          break;
        }
      }
      items.push(this.parseExpression());
    }
    return items;
  },
  parseParenthesis: function (line) {
    if (this.skip('right-paren')) {
      return node('tuple', line);
    }
    var first = this.parseExpression();
    if (!this.isNext('comma')) {
      this.expect('right-paren');
      return first;
    }
    this.nextToken();
    return node('tuple', line, '', [first].concat(this.parseItems('right-paren')));
  },
  parseDict: function (line) {
    var members = [];
    while (!this.skip('right-curly')) {
      if (members.length) {
        this.expect('comma');
        if (this.skip('right-curly')) {
          break;
        }
      }
      members.push(this.parseExpression());
      this.expect('colon');
      members.push(this.parseExpression());
    }
    return node('dict', line, '', members);
  },
  // An expression, or several with commas: a tuple without parentheses.
  parseTuple: function () {
    var first = this.parseExpression();
    if (!this.isNext('comma')) {
      return first;
    }
    var items = [first];
    while (this.skip('comma')) {
      if (this.isNext('block-end') || this.isNext('variable-end')) {
        break;
      }
      items.push(this.parseExpression());
    }
    return node('tuple', first.l - 1, '', items);
  },
  parsePostfix: function (value) {
    for (;;) {
      var token = this.peekToken();
      if (!token) {
        return value;
      }
      if (token.type === 'operator' && token.value === '.') {
        this.nextToken();
        var member = this.nextToken();
        if (member && member.type === 'symbol') {
          value = node('attribute', token.lineno, member.value, [value]);
        } else if (member && member.type === 'int') {
          value = node('item', token.lineno, '', [value, node('int', token.lineno, member.value)]);
        } else if (member && member.type === 'float') {
          var parts = member.value.split('.');
          value = node('item', token.lineno, '', [value, node('int', token.lineno, parts[0])]);
          value = node('item', token.lineno, '', [value, node('int', token.lineno, parts[1])]);
        } else {
          this.fail('expected name or number');
        }
      } else if (token.type === 'left-bracket') {
        this.nextToken();
        value = node('item', token.lineno, '', [value, this.parseSubscript()]);
      } else if (token.type === 'left-paren') {
        value = node('call', token.lineno, '', [value].concat(this.parseArguments()));
      } else {
        return value;
      }
    }
  },
  parseSubscript: function () {
    var line = this.lineno();
    var parts = [null, null, null];
    var colons = 0;
    while (!this.isNext('right-bracket')) {
      if (this.skip('colon')) {
        if (++colons > 2) {
          this.fail("unexpected ':'");
        }
      } else if (this.isNext('comma')) {
        this.nextToken();
        return node('tuple', line, '', [parts[0]].concat(this.parseItems('right-bracket')));
      } else if (parts[colons]) {
        this.fail("expected ']'");
      } else {
        parts[colons] = this.parseExpression();
      }
    }
    this.nextToken();
    if (!colons && !parts[0]) {
      this.fail('expected subscript expression');
    }
    return colons ? node('slice', line, '', parts) : parts[0];
  },
  parseArguments: function () {
    var args = [];
    this.expect('left-paren');
    while (!this.skip('right-paren')) {
      if (args.length) {
        this.expect('comma');
        if (this.skip('right-paren')) {
          break;
        }
      }
      var line = this.lineno();
      if (this.operator(['*'])) {
        args.push(node('splat', line, '', [this.parseExpression()]));
      } else if (this.operator(['**'])) {
        args.push(node('kwsplat', line, '', [this.parseExpression()]));
      } else {
        var value = this.parseExpression();
        if (value.k === 'name' && this.operator(['='])) {
          value = node('kwarg', line, value.t, [this.parseExpression()]);
        } else if (args.some(function (a) { return a.k === 'kwarg'; })) {
          this.fail('invalid syntax for function call expression');
        }
        args.push(value);
      }
    }
    return args;
  },
  dottedName: function () {
    var name = this.name();
    while (this.operator(['.'])) {
      name += '.' + this.name();
    }
    return name;
  },
  parseFilter: function (value) {
    var line = this.lineno();
    var name = this.dottedName();
    return node('filter', line, name, [value].concat(this.isNext('left-paren') ? this.parseArguments() : []));
  },
  parseFilters: function (value) {
    for (;;) {
      if (this.skip('pipe')) {
        value = this.parseFilter(value);
      } else if (this.skipSymbol('is')) {
        value = this.parseTest(value);
      } else if (this.isNext('left-paren')) {
        value = node('call', value.l - 1, '', [value].concat(this.parseArguments()));
      } else {
        return value;
      }
    }
  },
  parseTest: function (value) {
    var line = this.lineno();
    var isNot = this.skipSymbol('not');
    var name = this.dottedName();
    var args = [];
    var next = this.peekToken();
    if (next && next.type === 'left-paren') {
      args = this.parseArguments();
    } else if (next && /^(symbol|string|int|float|left-bracket|left-curly)$/.test(next.type) &&
               !(next.type === 'symbol' && /^(else|or|and|if|in|not|recursive|is)$/.test(next.value))) {
      args = [this.parsePostfix(this.parsePrimary())];
    } else if (next && next.type === 'symbol' && next.value === 'is') {
      this.fail('You cannot chain multiple tests with is');
    }
    var test = node('test', line, name, [value].concat(args));
    return isNot ? node('not', line, '', [test]) : test;
  },

  // ---- statements that differ
  parseTarget: function () {
    var line = this.lineno();
    var parens = this.skip('left-paren');
    var names = [];
    var isTuple = false;
    do {
      if (names.length && (this.isNext('operator', '=') || this.isNext('symbol', 'in') || this.isNext('right-paren'))) {
        break;
      }
      var name;
      if (this.isNext('left-paren')) {
        name = this.parseTarget();
      } else {
        name = node('name', line, this.name());
        if (this.operator(['.'])) {
          name = node('attribute', line, this.name(), [name]);
        }
      }
      names.push(name);
      isTuple = isTuple || this.isNext('comma');
    } while (this.skip('comma'));
    if (parens) {
      this.expect('right-paren');
    }
    return isTuple ? node('tuple', line, '', names) : names[0];
  },
  parseSignature: function () {
    var params = [];
    this.expect('left-paren');
    while (!this.skip('right-paren')) {
      if (params.length) {
        this.expect('comma');
      }
      var line = this.lineno();
      var name = this.name();
      params.push(node('param', line, name, this.operator(['=']) ? [this.parseExpression()] : []));
    }
    return params;
  },
  parseFor: function () {
    var line = this.lineno();
    this.nextToken();
    var target = this.parseTarget();
    if (!this.skipSymbol('in')) {
      this.fail("expected 'in'", line);
    }
    // The condition's "if" belongs to the loop, not to an inline if.
    var items = this.parseOr();
    if (this.isNext('comma')) {
      var parts = [items];
      while (this.skip('comma')) {
        parts.push(this.parseOr());
      }
      items = node('tuple', line, '', parts);
    }
    var condition = this.skipSymbol('if') ? this.parseExpression() : null;
    var recursive = this.skipSymbol('recursive');
    this.advanceAfterBlockEnd('for');
    var body = this.parseUntilBlocks('endfor', 'else');
    var otherwise = null;
    if (this.skipSymbol('else')) {
      this.advanceAfterBlockEnd('else');
      otherwise = this.parseUntilBlocks('endfor');
    }
    this.end('endfor');
    return node('for', line, recursive ? 'recursive' : '', [target, items, body, otherwise, condition]);
  },
  end: function (name) {
    if (!this.skipSymbol(name)) {
      this.fail("unexpected end of template, expected '" + name + "'");
    }
    this.advanceAfterBlockEnd(name);
  },
  parseIf: function () {
    var line = this.lineno();
    this.nextToken();
    var condition = this.parseTuple();
    this.advanceAfterBlockEnd('if');
    var body = this.parseUntilBlocks('elif', 'else', 'endif');
    var otherwise = null;
    if (this.isNext('symbol', 'elif')) {
      otherwise = this.parseIf();
      return node('if', line, '', [condition, body, otherwise]);
    }
    if (this.skipSymbol('else')) {
      this.advanceAfterBlockEnd('else');
      otherwise = this.parseUntilBlocks('endif');
    }
    this.end('endif');
    return node('if', line, '', [condition, body, otherwise]);
  },
  parseSet: function () {
    var line = this.lineno();
    this.nextToken();
    var target = this.parseTarget();
    if (this.operator(['='])) {
      var value = this.parseTuple();
      this.advanceAfterBlockEnd('set');
      return node('set', line, '', [target, value]);
    }
    var filter = this.parseFilters(node('captured', line));
    this.advanceAfterBlockEnd('set');
    var body = this.parseUntilBlocks('endset');
    this.end('endset');
    return node('setblock', line, '', [target, body, filter]);
  },
  parseMacro: function () {
    var line = this.lineno();
    this.nextToken();
    var name = this.name();
    var params = this.parseSignature();
    this.advanceAfterBlockEnd('macro');
    var body = this.parseUntilBlocks('endmacro');
    this.end('endmacro');
    return node('macro', line, name, [body].concat(params));
  },
  parseCall: function () {
    var line = this.lineno();
    this.nextToken();
    var params = this.isNext('left-paren') ? this.parseSignature() : [];
    var call = this.parseExpression();
    if (call.k !== 'call') {
      this.fail('expected call', line);
    }
    this.advanceAfterBlockEnd('call');
    var body = this.parseUntilBlocks('endcall');
    this.end('endcall');
    return node('callblock', line, '', [call, node('macro', line, 'caller', [body].concat(params))]);
  },
  parseFilterStatement: function () {
    var line = this.lineno();
    this.nextToken();
    var filter = this.parseFilters(this.parseFilter(node('captured', line)));
    this.advanceAfterBlockEnd('filter');
    var body = this.parseUntilBlocks('endfilter');
    this.end('endfilter');
    return node('filterblock', line, '', [body, filter]);
  },
  parseContext: function (otherwise) {
    var word = this.isNext('symbol', 'with') || this.isNext('symbol', 'without') ? this.nextToken().value : null;
    if (!word) {
      return otherwise;
    }
    if (!this.skipSymbol('context')) {
      this.fail("expected 'context'");
    }
    return word === 'with';
  },
  parseInclude: function () {
    var line = this.lineno();
    this.nextToken();
    var template = this.parseExpression();
    var words = [];
    if (this.skipSymbol('ignore')) {
      if (!this.skipSymbol('missing')) {
        this.fail("expected 'missing'");
      }
      words.push('ignore');
    }
    if (!this.parseContext(true)) {
      words.push('alone');
    }
    this.advanceAfterBlockEnd('include');
    return node('include', line, words.join(' '), [template]);
  },
  parseImport: function () {
    var line = this.lineno();
    this.nextToken();
    var template = this.parseExpression();
    if (!this.skipSymbol('as')) {
      this.fail("expected 'as'");
    }
    var name = node('name', line, this.name());
    var context = this.parseContext(false);
    this.advanceAfterBlockEnd('import');
    return node('import', line, context ? '' : 'alone', [template, name]);
  },
  parseFrom: function () {
    var line = this.lineno();
    this.nextToken();
    var template = this.parseExpression();
    if (!this.skipSymbol('import')) {
      this.fail("expected 'import'");
    }
    var names = [];
    var context = false;
    while (!this.isNext('block-end')) {
      if (this.isNext('symbol', 'with') || this.isNext('symbol', 'without')) {
        context = this.parseContext(false);
        break;
      }
      if (names.length) {
        this.expect('comma');
      }
      var name = this.name();
      names.push(node('alias', line, name, [node('name', line, this.skipSymbol('as') ? this.name() : name)]));
    }
    this.advanceAfterBlockEnd('from');
    return node('fromimport', line, context ? '' : 'alone', [template].concat(names));
  },
  parseBlock: function () {
    var line = this.lineno();
    this.nextToken();
    var name = this.name();
    while (this.skipSymbol('scoped') || this.skipSymbol('required')) {}
    this.advanceAfterBlockEnd('block');
    var body = this.parseUntilBlocks('endblock');
    if (!this.skipSymbol('endblock')) {
      this.fail("unexpected end of template, expected 'endblock'");
    }
    this.skipSymbol(name);
    this.advanceAfterBlockEnd('endblock');
    return node('block', line, name, [body]);
  },
  parseExtends: function () {
    var line = this.lineno();
    this.nextToken();
    var template = this.parseExpression();
    this.advanceAfterBlockEnd('extends');
    return node('extends', line, '', [template]);
  },
  parseWith: function () {
    var line = this.lineno();
    this.nextToken();
    var parts = [];
    while (!this.isNext('block-end')) {
      if (parts.length) {
        this.expect('comma');
      }
      var target = node('name', line, this.name());
      if (!this.operator(['='])) {
        this.fail("expected '='");
      }
      parts.push(node('set', line, '', [target, this.parseExpression()]));
    }
    this.advanceAfterBlockEnd('with');
    var body = this.parseUntilBlocks('endwith');
    this.end('endwith');
    return node('with', line, '', [body].concat(parts));
  },
  parseStatement: function () {
    var token = this.peekToken();
    if (!token || token.type !== 'symbol') {
      this.fail('tag name expected', token ? token.lineno : undefined);
    }
    if (this.breakOnBlocks && this.breakOnBlocks.indexOf(token.value) !== -1) {
      return null;
    }
    var statements = {
      'if': 'parseIf', 'for': 'parseFor', set: 'parseSet', block: 'parseBlock', 'extends': 'parseExtends',
      include: 'parseInclude', 'import': 'parseImport', from: 'parseFrom', macro: 'parseMacro', call: 'parseCall',
      filter: 'parseFilterStatement', 'with': 'parseWith'
    };
    if (statements.hasOwnProperty(token.value)) {
      return this[statements[token.value]]();
    }
    this.nextToken();
    if (token.value === 'do') {
      var value = this.parseTuple();
      this.advanceAfterBlockEnd('do');
      return node('do', token.lineno, '', [value]);
    }
    if (token.value === 'print') {
      var printed = this.parseTuple();
      this.advanceAfterBlockEnd('print');
      return node('output', token.lineno, '', [printed]);
    }
    if (token.value === 'break' || token.value === 'continue') {
      this.advanceAfterBlockEnd(token.value);
      return node(token.value, token.lineno);
    }
    this.fail("Encountered unknown tag '" + token.value + "'.", token.lineno);
  },
  parseNodes: function () {
    var found = [];
    for (var token = this.nextToken(); token; token = this.nextToken()) {
      if (token.type === 'data') {
        found.push(node('data', token.lineno, token.value));
      } else if (token.type === 'variable-start') {
        if (this.isNext('variable-end')) {
          this.fail("Expected an expression, got 'end of print statement'", token.lineno);
        }
        found.push(node('output', token.lineno, '', [this.parseTuple()]));
        if (!this.isNext('variable-end')) {
          var next = this.peekToken();
          this.fail("expected token 'end of print statement', got '" + (next ? next.value : 'end of template') + "'");
        }
        this.nextToken();
      } else {
        var statement = this.parseStatement();
        if (!statement) {
          break;
        }
        found.push(statement);
      }
    }
    return found;
  },
  parse: function () { return node('body', this.tokens.line, '', this.parseNodes()); },
  advanceAfterBlockEnd: function (name) {
    if (!this.isNext('block-end')) {
      var next = this.peekToken();
      this.fail("expected token 'end of statement block', got '" + (next ? next.value : 'end of template') + "'");
    }
    return this.nextToken();
  }
});

// The tree of a template (or of a bare expression) as JSON, or {"error", "line"}.
module.exports = function parse(text, isExpression, options) {
  try {
    if (isExpression) {
      options.variableEnd = '\u0000}}';
      var lone = new JinjaParser(new Tokens(text + options.variableEnd, options));
      lone.tokens.inside = 'variable';
      var value = lone.parseExpression();
      if (!lone.isNext('variable-end')) {
        var next = lone.peekToken();
        lone.fail("unexpected '" + (next ? next.value : 'end of expression') + "'");
      }
      return JSON.stringify(value);
    }
    var parser = new JinjaParser(new Tokens(text, options));
    return JSON.stringify(parser.parse());
  } catch (e) {
    if (e instanceof TemplateSyntax) {
      return JSON.stringify({error: e.message, line: e.line});
    }
    if (e instanceof RangeError) {
      return JSON.stringify({error: 'nested too deeply', line: 1});
    }
    return JSON.stringify({error: 'unexpected end of template (' + e.message + ')', line: 1});
  }
};
