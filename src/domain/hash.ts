const prime = 0x01000193;
/** Where FNV-1a begins. */
export const start = 0x811c9dc5;

/** 32-bit FNV-1a over UTF-16 code units, to be finished by `mix`; goes on from `seed`. */
export function hashText(text: string, seed = start): number {
	let hash = seed;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), prime);
	return hash;
}

/** Goes on by one 32-bit number. */
export function hashNext(hash: number, value: number): number {
	return Math.imul(hash ^ value, prime) ^ (hash >>> 15);
}

/** The finaliser of MurmurHash3: every bit of the result depends on every bit that came in. */
export function mix(hash: number): number {
	let mixed = hash ^ (hash >>> 16);
	mixed = Math.imul(mixed, 0x85ebca6b);
	mixed ^= mixed >>> 13;
	mixed = Math.imul(mixed, 0xc2b2ae35);
	return (mixed ^ (mixed >>> 16)) >>> 0;
}
