import { toChance } from '../probabilities';

/** Log-odds as they come out of training to log-odds that can be believed: slope * value + offset (Platt, 1999). */
export interface Calibration {
	slope: number;
	offset: number;
}

const mostSteps = 50;
const smallestShare = 1e-6;
const tiny = 1e-9;

/**
 * Fits slope and offset to posts the weights were not learnt from, by Newton's method on the smoothed log loss; it
 * never steps uphill.
 * @param doubt as if so many posts spoke for slope 1 and offset 0: of few posts little is believed
 */
export function calibrate(
	values: readonly number[],
	isTrue: readonly boolean[],
	doubt = 0,
): Calibration {
	const yes = isTrue.filter(Boolean).length;
	const high = (yes + 1) / (yes + 2);
	const low = 1 / (isTrue.length - yes + 2);
	const toLoss = (slope: number, offset: number) =>
		values.reduce(
			(sum, value, i) => {
				const odds = slope * value + offset;
				const wrong = Math.max(odds, 0) - (isTrue[i] ? high : low) * odds;
				return sum + wrong + Math.log1p(Math.exp(-Math.abs(odds)));
			},
			(doubt * ((slope - 1) ** 2 + offset ** 2)) / 2,
		);
	let slope = 1;
	let offset = 0;
	for (let step = 0; step < mostSteps; step++) {
		let [gs, go, hss, hso, hoo] = [
			doubt * (slope - 1),
			doubt * offset,
			doubt + tiny,
			0,
			doubt + tiny,
		];
		values.forEach((value, i) => {
			const chance = toChance(slope * value + offset);
			const miss = chance - (isTrue[i] ? high : low);
			const bend = chance * (1 - chance);
			gs += miss * value;
			go += miss;
			hss += bend * value * value;
			hso += bend * value;
			hoo += bend;
		});
		const determinant = hss * hoo - hso * hso;
		if (determinant <= 0) break;
		const [ds, dd] = [(hoo * gs - hso * go) / determinant, (hss * go - hso * gs) / determinant];
		// Far from the answer a whole step can overshoot.
		const loss = toLoss(slope, offset);
		let share = 1;
		while (share > smallestShare && toLoss(slope - share * ds, offset - share * dd) > loss)
			share /= 2;
		slope -= share * ds;
		offset -= share * dd;
		if (Math.abs(ds) + Math.abs(dd) < tiny) break;
	}
	return { slope, offset };
}
