"""English words that tell nothing of what a report is about, in the form in which they stand in a text."""

_WORDS = """
a about above according across after again against ago ahead all almost along already also although always am amid
among an and another any are aren't around as at away back be became because become been before behind being
below between both but by came can can't cannot come could couldn't day days did didn't do does doesn't doing don't
done down during each early either else even ever every few first following for former found from further get gets
getting give given go goes going got had has hasn't have haven't having he he'd he'll he's her here hers herself
him himself his how however i i'd i'll i'm i've if in including into is isn't it it'll it's its itself just know
known last late later latest least less let let's like likely long look made make makes making many may maybe me
might more most much must my myself near never new next no nor not nothing now of off often old on once one only
onto or other others our ours out over own part per percent perhaps put quite rather really said same saw say
saying says second see seen several shall she she'd she'll she's should shouldn't show shows since so some soon
still such take taken takes than that that's the their theirs them themselves then there there's these they they'd
they'll they're they've thing things think third this those though three through thus time times to today together
told tomorrow tonight too took toward towards two under until up upon us use used using very via want wants was
wasn't way we we'd we'll we're we've week weeks well went were weren't what what's when where whether which while
who who's whom whose why will with within without won't would wouldn't year years yes yesterday yet you you'd
you'll you're you've your yours mr mrs ms dr monday tuesday wednesday thursday friday saturday sunday january
february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct
nov dec am pm photo photos video update breaking live watch read exclusive report reports reported reuter reuters
latest explainer wrapup analysis opinion factbox bancorp co corp gmbh inc incorporated llc ltd plc 1st 2nd 3rd 4th
000 avg bln bn ct cts dlr dlrs mln mths oper pct qtr qtrs revs shr shrs vs yr yrs
"""

STOPWORDS = frozenset(_WORDS.split())
