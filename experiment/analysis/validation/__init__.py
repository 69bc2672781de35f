"""Are the models right, and where do they fail? What reviewers ask for (Wilson & Collins 2019, eLife 8:e49547).

People of whom all is known are made, and fitted as a study's own are: parameters and models are recovered, priors and
fits are shown in what they predict, trials are held out, and posteriors are calibrated. `run` does all of it.
"""
