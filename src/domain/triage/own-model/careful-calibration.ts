import type { Calibration } from '../learning/calibrate';

/** Slope and offset stay at 1 and 0 as if so many posts spoke for that: of few posts little is believed. */
const doubt = 40;

const mostSteps = 50;
const mostHalvings = 20;

/** Calibrates log-odds that are good already, on few posts, by Newton's method that never steps uphill. */
export function calibrateCarefully(
	values: readonly number[],
	isTrue: readonly boolean[],
): Calibration {
	let at: Calibration = { slope: 1, offset: 0 };
	let loss = toLoss(at, values, isTrue);
	for (let step = 0; step < mostSteps; step++) {
		let [slope, offset] = toStep(at, values, isTrue);
		for (let halving = 0; halving < mostHalvings; halving++) {
			const next = { slope: at.slope - slope, offset: at.offset - offset };
			const nextLoss = toLoss(next, values, isTrue);
			if (nextLoss < loss) {
				[at, loss] = [next, nextLoss];
				break;
			}
			[slope, offset] = [slope / 2, offset / 2];
		}
		if (Math.abs(slope) + Math.abs(offset) < 1e-6) break;
	}
	return at;
}

function toStep(
	{ slope, offset }: Calibration,
	values: readonly number[],
	isTrue: readonly boolean[],
) {
	let [gs, go, hss, hso, hoo] = [doubt * (slope - 1), doubt * offset, doubt, 0, doubt];
	values.forEach((value, i) => {
		const chance = 1 / (1 + Math.exp(-(slope * value + offset)));
		const miss = chance - (isTrue[i] ? 1 : 0);
		const bend = chance * (1 - chance);
		gs += miss * value;
		go += miss;
		hss += bend * value * value;
		hso += bend * value;
		hoo += bend;
	});
	const determinant = hss * hoo - hso * hso;
	return [(hoo * gs - hso * go) / determinant, (hss * go - hso * gs) / determinant];
}

function toLoss(
	{ slope, offset }: Calibration,
	values: readonly number[],
	isTrue: readonly boolean[],
) {
	const distance = (slope - 1) ** 2 + offset ** 2;
	return values.reduce(
		(sum, value, i) => {
			const odds = slope * value + offset;
			const wrong = Math.max(0, isTrue[i] ? -odds : odds);
			return sum + wrong + Math.log1p(Math.exp(-Math.abs(odds)));
		},
		(doubt * distance) / 2,
	);
}
