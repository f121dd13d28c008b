"""Sign-in through Microsoft Entra: who the person is and the tokens they lent us."""
