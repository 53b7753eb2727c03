/** One line of a check-up. */
export interface Check extends Verdict {
	name: string;
}

export interface Verdict {
	light: Light;
	/** What was found, in a sentence for ops staff. */
	finding: string;
	/** Absent when there is nothing to do. */
	whatToDo?: string;
}

/** `grey`: cannot be told; the finding says why. */
export type Light = 'green' | 'yellow' | 'red' | 'grey';

export const green = (finding: string, whatToDo?: string) => toVerdict('green', finding, whatToDo);
export const yellow = (finding: string, whatToDo: string) => toVerdict('yellow', finding, whatToDo);
export const red = (finding: string, whatToDo: string) => toVerdict('red', finding, whatToDo);
export const grey = (finding: string, whatToDo?: string) => toVerdict('grey', finding, whatToDo);

const toVerdict = (light: Light, finding: string, whatToDo?: string): Verdict => ({
	light,
	finding,
	...(whatToDo !== undefined && { whatToDo }),
});
