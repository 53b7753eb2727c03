/** Longest label of a domain name as it goes over the wire. */
const longestLabel = 63;

/** Whether a label still fits a domain name once its letters beyond ASCII are written in Punycode (RFC 3492). */
export function fitsLabel(label: string): boolean {
	// Every character takes a place at least, and no label is built from more of them than fit.
	if (label.length > 2 * longestLabel) return false;
	const parts = label.split(/[。．｡]/);
	const length = parts.map(toWireLength).reduce((sum, part) => sum + 1 + part, -1);
	return length >= 1 && length <= longestLabel;
}

function toWireLength(part: string): number {
	if (/^[ -~]*$/.test(part)) return part.length;
	return 'xn--'.length + countPunycode(Array.from(part, (letter) => letter.codePointAt(0)!));
}

/** RFC 3492, 6.3, counting digits instead of writing them. */
function countPunycode(points: number[]): number {
	const ascii = points.filter((point) => point < 0x80).length;
	let length = ascii > 0 ? ascii + 1 : 0;
	let bias = 72;
	let delta = 0;
	let from = 0x80;
	for (let handled = ascii; handled < points.length; delta += 1, from += 1) {
		const next = Math.min(...points.filter((point) => point >= from));
		delta += (next - from) * (handled + 1);
		from = next;
		for (const point of points) {
			if (point < from) delta += 1;
			if (point !== from) continue;
			length += countDigits(delta, bias);
			bias = toBias(delta, handled + 1, handled === ascii);
			delta = 0;
			handled += 1;
		}
	}
	return length;
}

function countDigits(delta: number, bias: number): number {
	let digits = 1;
	let rest = delta;
	for (let k = 36; ; k += 36, digits += 1) {
		const threshold = Math.min(26, Math.max(1, k - bias));
		if (rest < threshold) return digits;
		rest = Math.floor((rest - threshold) / (36 - threshold));
	}
}

function toBias(delta: number, handled: number, isFirst: boolean): number {
	let rest = Math.floor(delta / (isFirst ? 700 : 2));
	rest += Math.floor(rest / handled);
	let k = 0;
	for (; rest > 455; k += 36) rest = Math.floor(rest / 35);
	return k + Math.floor((36 * rest) / (rest + 38));
}
