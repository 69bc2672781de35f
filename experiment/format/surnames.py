"""Surnames that many people have, and that are no words: they name somebody wherever they stand, in small letters too.

The commonest of France, of Britain and America, and of those who have come there. The second list is of surnames that
are words as well: they are names only after a word for a person.
"""

from __future__ import annotations

SURNAMES = frozenset(
    """
    adams ahmed alexandre ali allen andersen anderson andre arnaud aubert aubry bailey barbier bartlett bauer becker
    benali benard bennett benoit bernard bertin bertrand besson blanchard blanchet bouchard bouvier boyer breton briand
    brunet bruno campbell carlier caron carpentier carter chen chevalier chevallier clarke clement colas colin collet
    collin collins cooper cordier cousin cruz dacosta daniel dasilva davies davis deschamps devaux diallo diaz diop
    dubois dufour duhamel dumas dumont dupont dupre dupuis dupuy durand edwards evans evrard fabre faure fernandes
    fernandez ferrand fischer fontaine fossati foster fournier gaillard garcia garnier gauthier gautier gerard gibson
    gilbert gilles girard giraud gomes gomez gonzalez graham griffiths guerin guillaume guillot guyot haddad hall hamon
    hardy harris harrison henderson henry hernandez herve hoffmann howard hubert huet hughes humbert ibrahim jackson
    jacob jacquet jenkins johnson johnston joly jones julien kaya kelly kennedy khan klein kowalski lacroix lambert lamy
    langlois laurent leblanc lebrun leclerc leclercq lecomte lee lefebvre lefevre legrand legros lemaire lemaitre
    lemoine leroux leroy lesage lewis lopez louis lucas maillard mallet marchal marechal marshall martel martin martinez
    marty masson mathieu mbappe mcdonald menard mendes mercier meunier meyer michaud michel millet mitchell monnier
    moore morales moreau morel moreno morgan morin moulin muller murphy murray navarro nguyen nicolas novak obrien
    oconnor oliveira olivier ozturk parker pasquier patel pelletier pereira perez perret perrier perrin perrot petersen
    peterson philippe phillips picard pichon pierre poirier pons poulain prevost ramirez raymond renard renaud rey
    reynaud reynolds richard richardson robert roberts robertson robin robinson roche rodrigues rodriguez roger rogers
    rolland ross rossi rousseau roussel royer ruiz russell sanchez santos saunders schmidt schmitt schneider schwartz
    scott shah sharma silva simon simpson singh smith souza stewart sullivan tanguy taylor tessier thomas thompson
    thomson torres tran turner vasseur vidal vincent wagner walker wallace watson weber wilkinson williams williamson
    wilson wright yilmaz zhang
    """.split()  # noqa: SIM905
)

SURNAMES_AND_WORDS = frozenset(
    """
    baker barnes bell berger black blanc bois boulanger brown brun butcher butler charpentier clark cook davy denis
    fisher fox grant gray green grey gros guy hill hunt hunter jolly jordan king knight legris leveque lopes loup lucas
    maire maitre marchand marsh mason meunier miller mills moine nash noir parent payne petit pierce poole potter powell
    price reed roi rose roux roy royer rush russel shaw sutton tailleur taylor tyler valentin wade ward west white
    wood woods young
    """.split()  # noqa: SIM905
)
