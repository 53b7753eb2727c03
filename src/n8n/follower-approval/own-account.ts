import type { XUser } from '../../domain/user';
import { fetchMe } from '../../x/users';
import type { Session } from '../x-care/session';

/** The account as X shows it now, not as it was within the hour: whether it is protected, how many follow it. Throws `HttpFailure`. */
export async function readOwnAccount({ client, purse }: Session): Promise<XUser> {
	const { user, charges } = await fetchMe(client);
	purse.pay(charges);
	return user;
}
