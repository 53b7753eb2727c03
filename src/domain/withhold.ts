/** Shorter runs of the same characters are found in any two texts. */
const least = 12;

/**
 * A message without what it repeats of something that is not to be repeated: a service that refuses a value likes to quote it.
 *
 * @param withheld the words of a private message, or a secret
 */
export function withhold(message: string, withheld: string): string {
	if (withheld.length < least) return withheld ? message.split(withheld).join('[…]') : message;
	let kept = '';
	for (let at = 0; at < message.length; ) {
		const length = toRepeated(message, at, withheld);
		kept += length > 0 ? '[…]' : message[at];
		at += Math.max(1, length);
	}
	return kept;
}

/** How many characters from there on stand in the other text too; 0 when it is a few. */
function toRepeated(message: string, at: number, withheld: string): number {
	if (!withheld.includes(message.slice(at, at + least)) || at + least > message.length) return 0;
	let length = least;
	while (at + length < message.length && withheld.includes(message.slice(at, at + length + 1))) {
		length += 1;
	}
	return length;
}
