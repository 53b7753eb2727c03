import { Trouble } from './trouble.mts';

/** A query, word by word. */
export class Reader {
	private at = 0;
	private readonly tokens: string[];

	constructor(private readonly soql: string) {
		this.tokens = tokenize(soql);
	}

	is(word: string): boolean {
		if (this.tokens[this.at]?.toUpperCase() !== word) return false;
		this.at += 1;
		return true;
	}

	take(word: string): void {
		if (!this.is(word)) throw malformed(`unexpected token: '${this.tokens[this.at] ?? '<EOF>'}'`);
	}

	word(): string {
		const token = this.tokens[this.at++];
		if (token === undefined || !/^[\w.]+$/.test(token)) {
			throw malformed(`unexpected token: '${token ?? '<EOF>'}'`);
		}
		return token;
	}

	operator(): string {
		const token = (this.tokens[this.at++] ?? '').toUpperCase();
		if (['=', '!=', '<>', '<', '<=', '>', '>=', 'LIKE', 'IN'].includes(token)) return token;
		throw malformed(`unexpected token: '${token || '<EOF>'}'`);
	}

	value(type: string, isPattern = false): unknown {
		const token = this.tokens[this.at++] ?? '';
		const isText = token.startsWith("'");
		if (token.toLowerCase() === 'null') return null;
		const wantsText = !['boolean', 'double', 'int', 'datetime'].includes(type);
		if (isText !== wantsText) {
			const words = `value of filter criterion for field must be of type ${type}${wantsText ? ' and should be enclosed in quotes' : ' and should not be enclosed in quotes'}`;
			throw new Trouble(400, 'INVALID_QUERY_FILTER_OPERATOR', words);
		}
		if (!isText) {
			if (type === 'boolean') return token.toLowerCase() === 'true';
			return type === 'datetime' ? token : Number(token);
		}
		const inner = token.slice(1, -1);
		return isPattern ? toPattern(inner) : inner.replace(/\\(.)/g, (_, it: string) => unescape(it));
	}

	end(): void {
		if (this.at < this.tokens.length) {
			throw malformed(`unexpected token: '${this.tokens[this.at]}' in ${this.soql.slice(0, 40)}`);
		}
	}
}

function tokenize(soql: string): string[] {
	const pattern =
		/\s*('(?:[^'\\]|\\.)*'|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)|[A-Za-z_][\w.]*|-?\d+(?:\.\d+)?|!=|<>|<=|>=|[=<>(),])/gy;
	const tokens: string[] = [];
	let end = 0;
	for (const match of soql.matchAll(pattern)) {
		tokens.push(match[1]);
		end = match.index + match[0].length;
	}
	if (soql.slice(end).trim())
		throw malformed(`unexpected token: '${soql.slice(end).trim().slice(0, 20)}'`);
	return tokens;
}

const malformed = (words: string) => new Trouble(400, 'MALFORMED_QUERY', words);

function unescape(letter: string): string {
	const known: Record<string, string> = {
		n: '\n',
		r: '\r',
		t: '\t',
		"'": "'",
		'"': '"',
		'\\': '\\',
	};
	if (letter in known) return known[letter];
	throw malformed(`Illegal string escape sequence: \\${letter}`);
}

/** `%` is anything, `_` one character; behind a backslash they are themselves. */
function toPattern(inner: string): RegExp {
	let pattern = '';
	for (let at = 0; at < inner.length; at++) {
		const letter = inner[at];
		if (letter === '\\') {
			at += 1;
			const next = inner[at];
			const meant = next === '%' || next === '_' ? next : unescape(next);
			pattern += meant.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
		} else if (letter === '%') pattern += '.*';
		else if (letter === '_') pattern += '.';
		else pattern += letter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	}
	return new RegExp(`^${pattern}$`, 'is');
}
