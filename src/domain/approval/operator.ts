import { toPlainLine } from '../case-text';
import { toRoleKey } from '../register-merge';
import type { Official } from '../register';

/** The one person who looks after an account. */
export interface Operator {
	name: string;
	email?: string;
	handle?: string;
}

/** The one official with the role; else one sentence that says why there is none, and names those there are. */
export function findOperator(
	officials: readonly Official[],
	role: string,
): { operator?: Operator; operatorProblem?: string } {
	const wanted = toRoleKey(role);
	const shown = `"${toPlainLine(role, 80)}"`;
	if (wanted === '') return { operatorProblem: 'No role is given by which to find the operator.' };
	const found = officials.filter(
		({ roles, left }) => !left && roles.some((it) => toRoleKey(it) === wanted),
	);
	if (found.length === 0) {
		return { operatorProblem: `Nobody on the register has the role ${shown}.` };
	}
	if (found.length > 1) {
		return {
			operatorProblem: `${found.length} people on the register have the role ${shown}, where one should: ${toNames(found)}.`,
		};
	}
	const [{ name, email, handle }] = found;
	return { operator: { name, ...(email && { email }), ...(handle && { handle }) } };
}

const mostNames = 10;

function toNames(officials: Official[]): string {
	const names = officials.slice(0, mostNames).map(({ name }) => toPlainLine(name, 80));
	const more = officials.length - names.length;
	return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
