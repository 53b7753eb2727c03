import type { Severity } from '../../src/domain/triage/triage.ts';
import { toClassFigures, type Named } from './class-figures.ts';

export interface JudgedTone {
	severity: Severity;
	blame: number;
	/** 1 to 4. */
	truth: number;
}

/** Label 4 is the louder part of the classifier's loudest tone. */
const labels = ['no reproach', 'disapproval', 'accusation', 'blame'];
const tones: Severity[] = ['low', 'raised', 'strong'];

/** Three tones as the classifier says them, and the four labels: of "strong", the share that 4 has is taken for 4. */
export function toSeverityFigures(judged: JudgedTone[]) {
	const three = judged.map(
		({ severity, truth }): Named => ({
			said: severity,
			truth: tones[Math.min(truth, tones.length) - 1],
		}),
	);
	const strong = judged.filter(({ severity }) => severity === 'strong').map(({ blame }) => blame);
	const loud = judged.filter(({ truth }) => truth >= 3);
	const share = loud.filter(({ truth }) => truth === 4).length / loud.length;
	const cut = strong.sort((a, b) => a - b)[Math.floor(strong.length * (1 - share))];
	const four = judged.map(
		({ severity, blame, truth }): Named => ({
			said: severity === 'strong' && blame >= cut ? labels[3] : labels[tones.indexOf(severity)],
			truth: labels[truth - 1],
		}),
	);
	return [
		{ figure: 'severity, three tones, complaints', figures: toClassFigures(three, tones) },
		{ figure: 'severity, four labels, complaints', figures: toClassFigures(four, labels) },
	];
}
