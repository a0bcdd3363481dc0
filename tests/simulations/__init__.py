"""Trials on made data with a known truth, many times over: are the intervals of `try` honest?"""
