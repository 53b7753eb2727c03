/** Words that turn what follows round, up to three words on. */
export const negations =
	'not, no, never, cant, cannot, cant even, couldnt, wont, wouldnt, dont, doesnt, didnt, isnt, arent, wasnt, werent, hasnt, havent, hadnt, shouldnt, aint, without, nothing, none, neither, nor, unable to, hardly, barely, stop, stopped, failed to, fails to, refuse to, refuses to, refusing to, impossible to, isn, doesn, didn, don, couldn, havn, hasn';

/** What a product or a company is expected to do: nothing in itself, a complaint when denied. */
export const expectedDeeds =
	'work*, load*, open*, arriv*, receiv*, get, getting, gotten, got, connect*, access*, updat*, respond*, repl*, help*, answer*, deliver*, ship*, dispatch*, send, sent, resolv*, refund*, find, use, using, used, log, login, sign, signing, play*, print*, charg*, turn*, start*, show*, register*, download*, install*, stream*, sync*, pay, paid, buy, order*, change, contact*, call*, come, came, hear, heard, able, run*, reach*, see, let, letting, allow*, accept*, recogni*, respon*, fix*, email*, book*, check*, cancel*, care, view*, add, save, remove, stay, cover*, function*, fit, last, complete, process*, activat*, verify, upload*, go, speak, know, understand, listen*, believe, have, had, give, tell, told, switch*, apply, proceed, submit*, enough, anything, any';
